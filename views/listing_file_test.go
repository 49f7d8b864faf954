package views_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/views"
	"keephope/views/locale"
)

func listingFile(out *bytes.Buffer, open func(*bufio.Writer, views.ListingFile) views.ListingWriter, rows ...models.PublicEndorser) error {
	w := open(bufio.NewWriter(out), views.ListingFile{
		Words: locale.For(locale.English), Facets: models.Facets{Named: 203, Unnamed: 15},
		Address: func(slug string) string { return "https://keephope.example.org/en/endorsers/" + slug },
	})
	if err := w.Write(rows); err != nil {
		return err
	}
	return w.Close()
}

func TestAFileSaysWhatIsNotInIt(t *testing.T) {
	var sheet, object bytes.Buffer
	if err := listingFile(&sheet, views.NewListingCSV); err != nil {
		t.Fatal(err)
	}
	if first, _, _ := strings.Cut(sheet.String(), "\r\n"); first != "\ufeff203 named; unnamed are not in this file." {
		t.Errorf("the sheet begins %q", first)
	}
	if err := listingFile(&object, views.NewListingJSON); err != nil {
		t.Fatal(err)
	}
	if want := `{"note":"203 named; unnamed are not in this file.","named":203,"unnamed_at_least":15,"endorsers":[]}` + "\n"; object.String() != want {
		t.Errorf("the object is %s", object.String())
	}
}

// under names the cells of a line by their heads.
func under(t *testing.T, heads, line []string) map[string]string {
	t.Helper()
	if len(heads) != len(line) {
		t.Fatalf("%d heads above %d cells", len(heads), len(line))
	}
	cells := map[string]string{}
	for i, head := range heads {
		cells[head] = line[i]
	}
	return cells
}

// told is an endorser that says something else in every field.
func told() models.PublicEndorser {
	return models.PublicEndorser{
		Slug: "open-window", Names: models.Names{Own: "ღია ფანჯარა", OwnLang: "ka", English: "Open Window"}, Country: "GE",
		Town: "Kutaisi", Kind: "collective", Website: "https://window.example", Communities: []string{"hrd", "women"},
		Quote: "We stay.", QuoteLang: "en-GB", LogoID: "logo", Version: 7, Since: time.Date(2026, 11, 22, 23, 0, 0, 0, time.UTC),
	}
}

// TestEveryFieldStandsUnderItsHead holds what other programs lean on: columns and their order, names and types.
func TestEveryFieldStandsUnderItsHead(t *testing.T) {
	all := reflect.ValueOf(told())
	for _, field := range reflect.VisibleFields(all.Type()) {
		if all.FieldByIndex(field.Index).IsZero() {
			t.Errorf("the golden row says nothing in %s: give it a word of its own", field.Name)
		}
	}
	for want, open := range map[string]func(*bufio.Writer, views.ListingFile) views.ListingWriter{
		"\ufeff203 named; unnamed are not in this file.\r\n" +
			"name,name_language,english_name,country,country_name,town,kind,communities,website,quote,quote_language,since,statement_version,page\r\n" +
			"ღია ფანჯარა,ka,Open Window,GE,Georgia,Kutaisi,collective,hrd women,https://window.example,We stay.,en-GB,2026-11-22,7,https://keephope.example.org/en/endorsers/open-window\r\n": views.NewListingCSV,
		`{"note":"203 named; unnamed are not in this file.","named":203,"unnamed_at_least":15,"endorsers":[` +
			`{"name":"ღია ფანჯარა","name_language":"ka","english_name":"Open Window","country":"GE","town":"Kutaisi","kind":"collective",` +
			`"communities":["hrd","women"],"website":"https://window.example","quote":"We stay.","quote_language":"en-GB","since":"2026-11-22",` +
			`"statement_version":7,"page":"https://keephope.example.org/en/endorsers/open-window"}]}` + "\n": views.NewListingJSON,
	} {
		var out bytes.Buffer
		if err := listingFile(&out, open, told()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, out.String()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// FuzzListingFiles: whatever a name is, both files give it back, and no cell of the sheet begins like a formula.
func FuzzListingFiles(f *testing.F) {
	for _, name := range []string{"Open Window", "=1+1", "'=1", "''", "+49", "-", "@x", "＝cmd", "a\"b,c;d", "ღია\u00a0ფანჯარა", "\ufeffx", "<script>", " = x"} {
		f.Add(name, "quote: "+name)
	}
	f.Fuzz(func(t *testing.T, name, quote string) {
		if !utf8.ValidString(name) || !utf8.ValidString(quote) || strings.ContainsFunc(name+quote, unicode.IsControl) {
			return // such text is never kept
		}
		row := models.PublicEndorser{
			Slug: "a", Names: models.Names{Own: name, OwnLang: "ka"}, Country: "GE", Kind: "collective", Communities: []string{"women", "hrd"},
			Quote: quote, QuoteLang: "en", Version: 2, Since: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC),
		}
		var sheet, object bytes.Buffer
		if err := listingFile(&sheet, views.NewListingCSV, row, row); err != nil {
			t.Fatal(err)
		}
		reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(sheet.String(), "\ufeff")))
		reader.FieldsPerRecord = -1 // the note is one cell
		lines, err := reader.ReadAll()
		if err != nil || len(lines) != 4 {
			t.Fatalf("%d lines, %v", len(lines), err)
		}
		cells := under(t, lines[1], lines[3])
		for _, cell := range cells {
			if first, _ := utf8.DecodeRuneInString(cell); strings.ContainsRune("=+-@＝＋－＠\t\r", first) && cell != "" {
				t.Errorf("cell %q begins like a formula", cell)
			}
		}
		if got := [2]string{strings.TrimPrefix(cells["name"], "'"), strings.TrimPrefix(cells["quote"], "'")}; got != [2]string{name, quote} {
			t.Errorf("the sheet gives back %q", got)
		}
		if err := listingFile(&object, views.NewListingJSON, row, row); err != nil {
			t.Fatal(err)
		}
		var back struct {
			Endorsers []struct {
				Name, Quote string
				Communities []string
			}
		}
		if err := json.Unmarshal(object.Bytes(), &back); err != nil || len(back.Endorsers) != 2 {
			t.Fatalf("%v: %s", err, object.String())
		}
		if diff := cmp.Diff([]string{name, quote, "women", "hrd"}, append([]string{back.Endorsers[1].Name, back.Endorsers[1].Quote}, back.Endorsers[1].Communities...)); diff != "" {
			t.Errorf("the object (-want +got):\n%s", diff)
		}
	})
}
