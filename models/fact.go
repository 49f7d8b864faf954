package models

import (
	"slices"

	"keephope/models/terms"
)

// Told is what an organisation tells of itself: its profile, and the sentence beside its name under one statement.
type Told struct {
	Profile
	Quote Quote
}

// Saying is how the value of a fact is said in a reader's language.
type Saying int

// The ways to say a value.
const (
	SayText Saying = iota
	SayCountry
	SayKind
	SayCommunities
	SayAddress // a text that may be an https address
	SayPicture // the picture, or that there is one
)

// FactValue is what is told of one fact: a text, a code or slugs. No texts = nothing.
type FactValue struct {
	Texts []string
	Lang  string // of the text, "" = not told or none
}

// equal reports whether two values say the same. The order of slugs says nothing.
func (v FactValue) equal(other FactValue) bool {
	return v.Lang == other.Lang && sameSet(v.Texts, other.Texts)
}

// Fact is one thing that an organisation tells of itself.
type Fact struct {
	Key   string // of its control in the forms; the message fact.<Key> is its label
	From  Level  // the least that shows it: Delivery, Members or Public; "" = for coordinators only, at any level
	Says  Saying
	Value func(Told) FactValue
	copy  func(to *Told, from Told)
	less  func(now *Told, wanted Told) // lays into now what of a wish only takes away; nil = all of it is read first
}

// Facts are all that an organisation tells of itself, in the order in which pages say them. They alone decide who sees
// what; whatever shows a part of Told asks them. Every field of Told belongs to exactly one.
func Facts() []Fact {
	return []Fact{
		{Key: "name", From: Delivery, Value: ownName, copy: copyOwnName},
		textFact("english", Delivery, SayText, func(t *Told) *string { return &t.Names.English }).in("en"),
		textFact("country", Delivery, SayCountry, func(t *Told) *string { return &t.Country }).takenAway(terms.Undisclosed),
		textFact("town", Public, SayText, func(t *Told) *string { return &t.Town }),
		{Key: "communities", From: Members, Says: SayCommunities, Value: communities, copy: copyCommunities, less: lessCommunities},
		textFact("kind", Public, SayKind, func(t *Told) *string { return &t.Kind }),
		textFact("website", Public, SayAddress, func(t *Told) *string { return &t.Website }),
		{Key: "quote", From: Members, Value: quoted, copy: func(to *Told, from Told) { to.Quote = from.Quote }},
		textFact("logo", Public, SayPicture, func(t *Told) *string { return &t.LogoID }),
		textFact("email", "", SayText, func(t *Told) *string { return &t.Email }),
	}
}

// textFact is a fact of one text. To empty it takes away; what nobody but coordinators reads is never read first.
func textFact(key string, from Level, says Saying, at func(*Told) *string) Fact {
	f := Fact{Key: key, From: from, Says: says}
	f.Value = func(t Told) FactValue {
		if *at(&t) == "" {
			return FactValue{}
		}
		return FactValue{Texts: []string{*at(&t)}}
	}
	f.copy = func(to *Told, from Told) { *at(to) = *at(&from) }
	if from == "" {
		f.less = f.copy
		return f
	}
	return f.takenAway("")
}

// takenAway is a fact of one text that only takes away where it says quiet.
func (f Fact) takenAway(quiet string) Fact {
	f.less = func(now *Told, wanted Told) {
		if texts := f.Value(wanted).Texts; quiet == "" && len(texts) == 0 || slices.Equal(texts, []string{quiet}) {
			f.copy(now, wanted)
		}
	}
	return f
}

// in is a fact of a text that is always in one language.
func (f Fact) in(lang string) Fact {
	value := f.Value
	f.Value = func(t Told) FactValue {
		v := value(t)
		if len(v.Texts) > 0 {
			v.Lang = lang
		}
		return v
	}
	return f
}

func ownName(t Told) FactValue {
	v := FactValue{Lang: t.Names.OwnLang}
	if t.Names.Own != "" {
		v.Texts = []string{t.Names.Own}
	}
	return v
}

func copyOwnName(to *Told, from Told) {
	to.Names.Own, to.Names.OwnLang = from.Names.Own, from.Names.OwnLang
}

func communities(t Told) FactValue { return FactValue{Texts: t.Communities} }

func copyCommunities(to *Told, from Told) { to.Communities = slices.Clone(from.Communities) }

// lessCommunities leaves out what is not wished any more. None at all is no wish.
func lessCommunities(now *Told, wanted Told) {
	kept := slices.DeleteFunc(slices.Clone(now.Communities), func(c string) bool { return !slices.Contains(wanted.Communities, c) })
	if len(kept) > 0 {
		now.Communities = kept
	}
}

func quoted(t Told) FactValue {
	if t.Quote.Text == "" {
		return FactValue{}
	}
	return FactValue{Texts: []string{t.Quote.Text}, Lang: t.Quote.Lang}
}
