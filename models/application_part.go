package models

import (
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"keephope/models/terms"
)

// rules is what a part is checked against: pure, so that each part is one function of its text.
type rules struct {
	complete bool // "Save and continue": nothing that is needed may be missing
	at       time.Time
	call     Statement
	keepers  bool // there are enough of them for somebody to stand unnamed
}

// rulesAt are the rules that hold at an instant without a call: nothing that is needed may be missing.
func rulesAt(at time.Time) rules { return rules{complete: true, at: at} }

// need adds a field error if a needed answer is missing.
func (r rules) need(f *faults, answered bool, field, key string, args ...any) {
	if r.complete && !answered {
		f.add(field, key, args...)
	}
}

// fillOrganisation lays in the part "Organisation". No registry number is ever asked for.
func fillOrganisation(sent Profile) func(*Answers, rules) faults {
	return func(a *Answers, r rules) (f faults) {
		p := sent
		p.Names.Own = checkLine(&f, "name", p.Names.Own, maxName)
		r.need(&f, p.Names.Own != "" || f.has("name"), "name", "application.organisation.name_missing")
		p.Names.OwnLang = checkLanguage(&f, "name_lang", p.Names.OwnLang)
		p.Names.English = checkLine(&f, "english", p.Names.English, maxName)
		checkChoice(&f, "kind", p.Kind, terms.IsKind)
		r.need(&f, p.Kind != "", "kind", "application.organisation.kind_missing")
		checkChoice(&f, "country", p.Country, terms.IsCountry)
		r.need(&f, p.Country != "", "country", "application.organisation.country_missing")
		checkCommunities(&f, p.Communities)
		r.need(&f, len(p.Communities) > 0, "communities", "application.organisation.communities_missing")
		p.Website = checkTrace(&f, "website", p.Website)
		p.Email = checkEmail(&f, "email", p.Email)
		p.Town, p.LogoID = "", ""
		p.Communities = slices.Clone(p.Communities)
		a.Organisation = p
		return f
	}
}

// checkChoice adds a field error if value is something else than nothing or one of the list.
func checkChoice(f *faults, field, value string, known func(string) bool) {
	if value != "" && !known(value) {
		f.add(field, "field.choice")
	}
}

func checkCommunities(f *faults, chosen []string) {
	switch {
	case len(chosen) > terms.MaxCommunities:
		f.add("communities", "field.too_many", "n", terms.MaxCommunities)
	case slices.ContainsFunc(chosen, func(c string) bool { return !terms.IsCommunity(c) }),
		len(slices.Compact(slices.Sorted(slices.Values(chosen)))) < len(chosen):
		f.add("communities", "field.choice")
	}
}

// checkLanguage accepts nothing or a BCP 47 tag, and returns it as it is usually written.
func checkLanguage(f *faults, field, tag string) string {
	if tag == "" {
		return ""
	}
	parsed, err := language.Parse(tag)
	if err != nil || len(tag) > 35 {
		f.add(field, "field.choice")
		return tag
	}
	return parsed.String()
}

// checkTrace accepts an https address, or any line that says where else the organisation can be seen.
func checkTrace(f *faults, field, text string) string {
	text = checkLine(f, field, text, maxAddress)
	lower := strings.ToLower(text)
	if !strings.HasPrefix(lower, "https://") {
		if strings.Contains(lower, "://") || strings.HasPrefix(lower, "javascript:") || strings.HasPrefix(lower, "data:") {
			f.add(field, "field.https")
		}
		return text
	}
	address, err := url.Parse(text)
	if err != nil || address.Hostname() == "" || address.User != nil || strings.ContainsAny(text, " \"<>") {
		f.add(field, "field.link")
	}
	return text
}

// checkEmail accepts nothing or one plain address (RFC 5322 addr-spec) at a domain with a dot.
func checkEmail(f *faults, field, text string) string {
	text = checkLine(f, field, text, maxLine)
	if text == "" {
		return ""
	}
	parsed, err := mail.ParseAddress(text)
	_, domain, _ := strings.Cut(text, "@")
	if err != nil || parsed.Address != text || strings.Count(text, "@") != 1 || !strings.Contains(strings.Trim(domain, "."), ".") {
		f.add(field, "field.email")
	}
	return text
}

// The three answers to "who decided".
const (
	DecidedSelf  = "self"
	DecidedBoard = "board"
	DecidedAsked = "asked" // nobody yet: the application stops here, kindly
)

// fillAuthority lays in the part "Authority". Whoever was only asked to ask is stopped until they decided.
func fillAuthority(sent AuthorityAnswer) func(*Answers, rules) faults {
	return func(a *Answers, r rules) (f faults) {
		p := sent
		p.Position = checkLine(&f, "position", p.Position, maxLine)
		r.need(&f, p.Position != "" || f.has("position"), "position", "application.authority.position_missing")
		checkChoice(&f, "decided", p.Decided, func(s string) bool {
			return s == DecidedSelf || s == DecidedBoard || s == DecidedAsked
		})
		r.need(&f, p.Decided != "", "decided", "application.authority.decided_missing")
		r.need(&f, p.Decided != DecidedAsked, "decided", "application.authority.asked")
		p.Mandate = checkText(&f, "mandate", p.Mandate, maxMandate-maxLine-len(" ·  · board"))
		r.need(&f, p.Confirm || p.Decided == DecidedAsked, "confirm", "application.authority.confirm_missing")
		a.Authority = p
		return f
	}
}

// fillNaming lays in the part "Being named".
func fillNaming(sent NamingAnswer) func(*Answers, rules) faults {
	return func(a *Answers, r rules) (f faults) {
		p := sent
		chooseLevel(&f, r, p.Level)
		if p.NoPlace { // what is shown to nobody is kept for nobody
			p.Town = ""
		}
		p.Town = checkLine(&f, "town", p.Town, maxLine)
		r.need(&f, p.Level == Counted || p.Town != "" || p.NoPlace || f.has("town"), "town", "application.naming.town_missing")
		checkNameFrom(&f, r, p)
		a.Naming = p
		return f
	}
}

// chooseLevel wants one of the levels that this call offers now.
func chooseLevel(f *faults, r rules, level Level) {
	if level == "" {
		r.need(f, false, "level", "endorsement.level.choose")
		return
	}
	offeredLevel(f, r.call, level, r.keepers)
}

// checkNameFrom reads the day of "name us from", and asks checkFrom.
func checkNameFrom(f *faults, r rules, p NamingAnswer) {
	if p.NameFrom == "" {
		return
	}
	day, err := time.Parse(time.DateOnly, p.NameFrom)
	if err != nil {
		f.add("name_from", "field.date")
		return
	}
	checkFrom(f, Naming{p.Level, &day}, r.at)
}

// fillWords lays in the sentence of the part "Words and logo", where everything may be left empty.
func fillWords(sent Quote) func(*Answers, rules) faults {
	return func(a *Answers, _ rules) (f faults) {
		a.Words.Quote = checkQuote(&f, "", sent)
		return f
	}
}
