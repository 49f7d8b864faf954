package modelstest

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"keephope/models"
	"keephope/models/occasion"
)

// Word is what EachField puts behind a text.
const Word = "Xenia"

// Action is the content of an action that says something in every field, and that can be sent at the beginning of a world.
func Action() models.ActionContent {
	words := func(lang string) models.ActionText {
		return models.ActionText{
			Title: lang + ": light in the window", Summary: lang + ": one window in every town of the country stays lit",
			Body:  lang + ": place a lamp in a window that can be seen from the street",
			Steps: []string{lang + ": find a lamp that can stand in a window all night"}, Share: lang + ": look for a window with a light in it tonight",
			Before: lang + ": do not take pictures of people",
		}
	}
	return models.ActionContent{
		Kind: "public-event", Original: "en", Texts: map[string]models.ActionText{"en": words("en"), "ru": words("ru")}, Communities: []string{"women"},
		When: occasion.When{ // the hour that the clock shows twice
			Start: "2027-10-31T03:30", End: "2027-10-31T05:00", Zone: "Europe/Vilnius", Second: true, Until: "2027-11-28",
			Except: []occasion.Exception{{Day: "2027-11-14", Off: true}, {Day: "2027-11-21", Start: "2027-11-21T18:00", End: "2027-11-21T19:00", Second: true}},
		},
		Where: models.Where{Mode: models.AtPlace, Country: "LT", Town: "Vilnius", Place: "Town hall", Link: "https://meet.example/room", Venue: "Behind the mill"},
		Risk:  models.SomeRisk, Materials: []models.ActionLink{{Label: "Poster", URL: "https://example.org/poster"}}, Capacity: 12,
	}
}

// PublicAction is what is public of Action, with why it was called off and how it went.
func PublicAction(t testing.TB) models.PublicAction {
	t.Helper()
	shown := models.PublicAction{Cancelled: "The hall is closed", Outcome: "Forty windows"}
	content := Action()
	for _, v := range []any{content, content.Where} { // fields are named alike; models has a test that none is left behind
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &shown); err != nil {
			t.Fatal(err)
		}
	}
	return shown
}

// inList are the numbers and keys in a path.
var inList = regexp.MustCompile(`\[[^]]*\]`)

// EachField calls each for every text, number and mark in v, with its path ("Texts[en].Title") and a copy of v in which it
// alone says something else: a text has Word behind it, a mark is set or taken away. It fails for a field that says nothing in v,
// wherever it stands: a text, a list, a number.
func EachField[T any](t testing.TB, v T, each func(path string, changed T)) {
	t.Helper()
	says := map[string]bool{}
	walk(reflect.ValueOf(&v).Elem(), "", func(path string, field reflect.Value) {
		kind := inList.ReplaceAllString(path, "")
		says[kind] = says[kind] || !field.IsZero()
	})
	for kind, some := range says {
		if !some {
			t.Errorf("%s says nothing: give it a value in what is walked over (of an action: Action in models/modelstest/field.go)", kind)
		}
	}
	eachCopy(t, v, func(path string, field reflect.Value) bool {
		if isList(field) || field.IsZero() && field.Kind() != reflect.Bool {
			return false
		}
		otherwise(field)
		return true
	}, each)
}

// EachEmptied calls each for whatever says something in v, lists as a whole too, with its path and a copy of v in which it alone
// says nothing. The way back, from nothing to what v says, is from the copy to v.
func EachEmptied[T any](t testing.TB, v T, each func(path string, emptied T)) {
	t.Helper()
	eachCopy(t, v, func(_ string, field reflect.Value) bool {
		if field.IsZero() {
			return false
		}
		field.SetZero()
		return true
	}, each)
}

// eachCopy calls each with copies of v, in each of which one field is changed, as far as change has one for it.
func eachCopy[T any](t testing.TB, v T, change func(path string, field reflect.Value) bool, each func(path string, changed T)) {
	t.Helper()
	count := 0
	walk(reflect.ValueOf(&v).Elem(), "", func(string, reflect.Value) { count++ })
	for i := range count {
		plain, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var changed T
		if err := json.Unmarshal(plain, &changed); err != nil {
			t.Fatal(err)
		}
		n, at := 0, ""
		walk(reflect.ValueOf(&changed).Elem(), "", func(path string, field reflect.Value) {
			if n++; n-1 == i && change(path, field) {
				at = path
			}
		})
		if at != "" {
			each(at, changed)
		}
	}
}

func otherwise(field reflect.Value) {
	switch field.Kind() {
	case reflect.String:
		field.SetString(field.String() + " " + Word)
	case reflect.Bool:
		field.SetBool(!field.Bool())
	default:
		field.SetInt(field.Int() + 1)
	}
}

func isList(v reflect.Value) bool { return v.Kind() == reflect.Slice || v.Kind() == reflect.Map }

// walk visits every text, number and mark in v, and every list before what is in it.
func walk(v reflect.Value, path string, visit func(string, reflect.Value)) {
	if isList(v) {
		visit(path, v)
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			visit(path, v)
			return
		}
		walk(v.Elem(), path, visit)
	case reflect.Struct:
		for i := range v.NumField() {
			walk(v.Field(i), path+map[bool]string{true: ".", false: ""}[path != ""]+v.Type().Field(i).Name, visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), fmt.Sprintf("%s[%d]", path, i), visit)
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return slices.Compare([]byte(a.String()), []byte(b.String())) })
		for _, key := range keys {
			elem := reflect.New(v.Type().Elem()).Elem()
			elem.Set(v.MapIndex(key))
			walk(elem, fmt.Sprintf("%s[%s]", path, key), visit)
			v.SetMapIndex(key, elem)
		}
	default:
		visit(path, v)
	}
}

// Unindexed is a path without numbers and keys: "Texts.Title".
func Unindexed(path string) string { return inList.ReplaceAllString(path, "") }
