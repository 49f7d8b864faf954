package views_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
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
		reader.FieldsPerRecord = -1
		lines, err := reader.ReadAll()
		if err != nil || len(lines) != 4 {
			t.Fatalf("%d lines, %v", len(lines), err)
		}
		for _, cell := range lines[3] {
			if first, _ := utf8.DecodeRuneInString(cell); strings.ContainsRune("=+-@＝＋－＠\t\r", first) && cell != "" {
				t.Errorf("cell %q begins like a formula", cell)
			}
		}
		if got := [2]string{views.PlainCell(lines[3][0]), views.PlainCell(lines[3][9])}; got != [2]string{name, quote} {
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
