package models_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/models/modelstest"
)

func TestACursorTellsNothingAndFitsItsListOnly(t *testing.T) {
	w := modelstest.NewWorld(t, t.TempDir()+"/test.db")
	w.Plant(t, w.Call(t), modelstest.Town(200))
	first := list(t, w.Store, models.ListQuery{Order: models.OrderName})
	if again := list(t, w.Store, models.ListQuery{Order: models.OrderName}); again.Next != first.Next {
		t.Error("one page has two addresses")
	}
	plain, err := base64.RawURLEncoding.DecodeString(first.Next)
	if err != nil || strings.Contains(string(plain), `"k"`) {
		t.Errorf("the cursor can be read: %q, %v", plain, err)
	}
	for name, q := range map[string]models.ListQuery{
		"another order":   {Order: models.OrderNewest},
		"another country": {Order: models.OrderName, Country: "AE"},
		"a community":     {Order: models.OrderName, Community: "women"},
		"a search":        {Order: models.OrderName, Text: "organisation"},
	} {
		want := shown(list(t, w.Store, q))
		q.Page = first.Next
		if diff := cmp.Diff(want, shown(list(t, w.Store, q))); diff != "" {
			t.Errorf("with %s it does not lead to the first page (-want +got):\n%s", name, diff)
		}
	}
}

func FuzzCursor(f *testing.F) {
	w := modelstest.NewWorld(f, f.TempDir()+"/test.db")
	w.Plant(f, w.Call(f), modelstest.Town(120))
	first := list(f, w.Store, models.ListQuery{})
	second := list(f, w.Store, models.ListQuery{Page: first.Next})
	pages := map[string][]string{first.Next: shown(second), second.Previous: shown(first), second.Next: shown(list(f, w.Store, models.ListQuery{Page: second.Next}))}
	for text := range pages {
		f.Add(text)
		f.Add(text[:len(text)-1])
		f.Add(text + "A")
		f.Add("A" + text[1:])
	}
	f.Add("")
	f.Add("../../etc")
	f.Fuzz(func(t *testing.T, text string) {
		want, known := pages[text]
		if !known {
			want = shown(first)
		}
		if diff := cmp.Diff(want, shown(list(t, w.Store, models.ListQuery{Page: text}))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	})
}
