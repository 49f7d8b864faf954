package models_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"keephope/models"
	"keephope/models/modelstest"
)

// long is a text of a hundred words.
var long = strings.TrimSpace(strings.Repeat("we place one small lamp in every window of town ", 10))

func TestWhatIsASmallCorrection(t *testing.T) {
	small := map[string][2]string{
		"nothing":          {long, long},
		"a letter":         {long, strings.Replace(long, "small", "smal", 1)},
		"ten words":        {long, strings.Replace(long, "small", "little", 10)},
		"ten words more":   {long, long + strings.Repeat(" more", 10)},
		"lines":            {long, strings.ReplaceAll(long, "window of", "window\nof")},
		"one in five":      {"Put a lamp outside tonight.", "Put a lantern outside tonight."},
		"beside a link":    {"Write to us at https://keep.example or come to the old mill on Thursday", "Write us at https://keep.example or come to the old mill on Thursday"},
		"in other scripts": {"ضعوا مصباحًا في نافذة البيت هذه الليلة", "ضعوا مصباحًا في نافذة الدار هذه الليلة"},
	}
	for name, c := range small {
		if models.Rewritten(c[0], c[1]) {
			t.Errorf("%s is read first", name)
		}
	}
	read := map[string][2]string{
		"eleven words":        {long + " " + long, long + " " + long + strings.Repeat(" more", 11)},
		"more than a fifth":   {"Put a lamp in your window.", "Put a stone through their window."},
		"two words of five":   {"Put a lamp outside tonight.", "Put no lantern outside tonight."},
		"a text that was not": {"", "Come"},
		"a text left out":     {"Come all", ""},
		"another link":        {long + " https://keep.example", long + " https://kept.example"},
		"a new link":          {long, long + " keep.example"},
		"a link's name":       {long + " [here](https://keep.example)", long + " [there](https://keep.example)"},
		"an address":          {long + " a@keep.example", long + " b@keep.example"},
		"a number":            {long + " 18", long + " 19"},
		"a Persian number":    {long + " ۱۸", long + " ۱۹"},
		"a number left out":   {long + " 18", long},
		"a tag":               {long + " #light", long + " #dark"},
		"a dot of China":      {long + " keep。example", long + " kept。example"},
		"no spaces":           {strings.Repeat("在每扇窗户放一盏灯", 5) + " " + long, strings.Repeat("在每扇窗户放一块石", 5) + " " + long},
	}
	for name, c := range read {
		if !models.Rewritten(c[0], c[1]) {
			t.Errorf("%s is public at once", name)
		}
	}
}

// distance is the same by the book: all of the table.
func distance(was, is []string) int {
	above := make([]int, len(is)+1)
	for j := range above {
		above[j] = j
	}
	for i := range was {
		row := []int{i + 1}
		for j := range is {
			change := 1
			if was[i] == is[j] {
				change = 0
			}
			row = append(row, min(above[j]+change, above[j+1]+1, row[j]+1))
		}
		above = row
	}
	return above[len(is)]
}

func TestWordsChangedAreCountedInABand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 0, 40)
		was := words.Draw(t, "was")
		is := slices.Clone(was)
		if rapid.Bool().Draw(t, "near") {
			for range rapid.IntRange(0, 12).Draw(t, "changes") {
				i := rapid.IntRange(0, len(is)).Draw(t, "where")
				is = slices.Insert(is, i, "e")
			}
		} else {
			is = words.Draw(t, "is")
		}
		if got, want := models.WordsChanged(was, is), min(distance(was, is), 11); got != want {
			t.Fatalf("%d words changed of %v to %v, want %d", got, was, is, want)
		}
	})
	most := strings.Fields(strings.Repeat("a ", 4000))
	other := slices.Insert(slices.Clone(most), 2000, "b")
	began := time.Now()
	if n := models.WordsChanged(most, append(other, "c")); n != 2 || time.Since(began) > time.Second {
		t.Errorf("%d words changed in %v", n, time.Since(began))
	}
}

// A text is not written anew ten words at a time: corrections count until a coordinator reads it.
func TestCorrectionsAddUpUntilTheyAreRead(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		d := desk{w, t}
		irena := d.AsRole(t, "Irena", models.Coordinator)
		host, id := d.published(w.Call(t), irena, "House of Windows")
		d.want("write", d.edits(host, id, worded(long)))
		if own := d.own(host, id); !own.EditWaits || strings.Contains(d.shown(id), "small") {
			t.Fatal("another text is public at once")
		}
		d.want("accept", d.accepts(irena, id))
		six := strings.Replace(long, "small", "little", 6)
		d.want("correct", d.edits(host, id, worded(six)))
		if own := d.own(host, id); own.EditWaits || !strings.Contains(d.shown(id), "little") {
			t.Error("a correction waits")
		}
		twelve := strings.Replace(six, "lamp", "light", 6)
		d.want("correct again", d.edits(host, id, worded(twelve)))
		if own := d.own(host, id); !own.EditWaits || strings.Contains(d.shown(id), "light in") {
			t.Error("the twelfth word is public unread")
		}
		d.want("accept", d.accepts(irena, id))
		d.want("take back", d.Store.TakeActionBack(t.Context(), irena, d.Sent("back"), id))
		d.want("drop", d.Store.DropEdit(t.Context(), host.Signatory, d.Sent("drop"), models.ActionStep{OrganisationID: host.ID, ActionID: id}))
		d.want("correct again", d.edits(host, id, worded(twelve)))
		if !d.own(host, id).EditWaits {
			t.Error("what was taken back counts as read")
		}
		d.want("accept", d.accepts(irena, id))
		d.want("correct what was read", d.edits(host, id, worded(strings.Replace(twelve, "lamp", "light", 4))))
		if d.own(host, id).EditWaits {
			t.Error("what was read counts still")
		}
	})
}
