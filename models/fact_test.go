package models

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// everyWord fills every field of what an organisation tells with a word of its own.
func everyWord(t *testing.T, v reflect.Value, prefix string) {
	t.Helper()
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			everyWord(t, v.Field(i), prefix+v.Type().Field(i).Name)
		}
	case reflect.String:
		v.SetString(prefix)
	case reflect.Slice:
		v.Set(reflect.ValueOf([]string{prefix + "1", prefix + "2"}))
	default:
		t.Fatalf("%s is a %s: say here how to fill it, and in Facts how it is told", prefix, v.Kind())
	}
}

func filledTold(t *testing.T, prefix string) (told Told) {
	everyWord(t, reflect.ValueOf(&told).Elem(), prefix)
	return told
}

// TestEveryFieldIsOneFact: a field of the profile that no fact carries would be told by no page, and a change of it be
// approved unseen.
func TestEveryFieldIsOneFact(t *testing.T) {
	all := filledTold(t, "a")
	var carried Told
	keys := map[string]bool{}
	for _, f := range Facts() {
		if keys[f.Key] {
			t.Errorf("%s is there twice", f.Key)
		}
		keys[f.Key] = true
		before := carried
		if f.copy(&carried, all); cmp.Equal(before, carried) {
			t.Errorf("%s carries nothing that another fact does not", f.Key)
		}
		if f.Value(carried).equal(f.Value(Told{})) || !f.Value(carried).equal(f.Value(all)) {
			t.Errorf("%s says %v", f.Key, f.Value(carried))
		}
	}
	if diff := cmp.Diff(all, carried); diff != "" {
		t.Errorf("no fact carries (-told +carried):\n%s", diff)
	}
}

// TestWhoSeesWhat says for each fact who sees it. It is the promise of the application, in one place.
func TestWhoSeesWhat(t *testing.T) {
	want := map[string][]Level{
		"name": {Public, Delivery, Members}, "english": {Public, Delivery, Members}, "country": {Public, Delivery, Members},
		"communities": {Public, Members}, "quote": {Public, Members},
		"town": {Public}, "kind": {Public}, "website": {Public}, "logo": {Public},
		"email": nil,
	}
	all := filledTold(t, "a")
	for _, f := range Facts() {
		levels, known := want[f.Key]
		if !known {
			t.Errorf("%s: who sees it?", f.Key)
		}
		for _, l := range []Level{Public, Delivery, Members, Counted, ""} {
			if got := f.ShownAt(l); got != slices.Contains(levels, l) {
				t.Errorf("%s is shown at %q: %t", f.Key, l, got)
			}
			if shown := !f.Value(all.At(l)).equal(f.Value(Told{})); shown != f.ShownAt(l) {
				t.Errorf("%s is there at %q: %t", f.Key, l, shown)
			}
		}
	}
}

// TestReadersOfALevel: nobody loses a fact, the desk keeps what nobody else reads, and who is counted is nobody's.
func TestReadersOfALevel(t *testing.T) {
	for _, l := range []Level{Public, Delivery, Members, Counted, ""} {
		r := ReadersAt(l)
		for _, f := range Facts() {
			in := func(list []Fact) bool { return slices.ContainsFunc(list, func(g Fact) bool { return g.Key == f.Key }) }
			public, members := l == Public && f.ShownAt(l), (l == Public || l == Members) && f.ShownAt(l)
			got := fmt.Sprint(in(r.Everybody), in(r.Members), in(r.Desk))
			if want := fmt.Sprint(public, members, !members); got != want {
				t.Errorf("%s at %q is read by everybody, members, only the desk: %s, want %s", f.Key, l, got, want)
			}
		}
	}
}

// TestAWishReachesEveryFact: whatever is wished is either done at once or proposed, and what acceptance replaces is kept.
func TestAWishReachesEveryFact(t *testing.T) {
	now, wish := filledTold(t, "a").Profile, filledTold(t, "b").Profile
	atOnce, proposed := split(now, wish)
	if diff := cmp.Diff(wish, proposed.Over(atOnce)); diff != "" {
		t.Errorf("the wish is not met (-wish +got):\n%s", diff)
	}
	quiet := now
	quiet.Email = wish.Email
	if diff := cmp.Diff(quiet, atOnce); diff != "" {
		t.Errorf("louder at once (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(now, proposed.inPlaceOf(now, nil).Over(proposed.Over(now))); diff != "" {
		t.Errorf("what was replaced is lost (-want +got):\n%s", diff)
	}
}

// TestThePublicCopyHoldsEveryPublicFact: the columns of a listing, and what is read of them.
func TestThePublicCopyHoldsEveryPublicFact(t *testing.T) {
	all := filledTold(t, "a")
	public := all.At(Public)
	for _, f := range Facts() {
		var l Listing
		var e PublicEndorser
		fill(t, reflect.ValueOf(&l).Elem(), all)
		fill(t, reflect.ValueOf(&e).Elem(), all)
		for name, told := range map[string]Told{"Listing.told": l.told(), "PublicEndorser.Told": e.Told()} {
			if !f.Value(told).equal(f.Value(public)) {
				t.Errorf("%s: %s is %v, want %v", name, f.Key, f.Value(told), f.Value(public))
			}
		}
	}
}

// fill fills the fields of a row that have the name of one of Told, or of its quote.
func fill(t *testing.T, row reflect.Value, told Told) {
	t.Helper()
	for i := range row.NumField() {
		name := row.Type().Field(i).Name
		from := reflect.ValueOf(told).FieldByName(name)
		switch {
		case name == "Quote":
			from = reflect.ValueOf(told.Quote.Text)
		case name == "QuoteLang":
			from = reflect.ValueOf(told.Quote.Lang)
		}
		if from.IsValid() {
			row.Field(i).Set(from)
		}
	}
}
