package views

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"keephope/models"
	"keephope/views/locale"
)

// ListingFile is what the public list says of itself when it is taken along.
type ListingFile struct {
	Words   *locale.Printer
	Facets  models.Facets
	Part    bool                     // a filter is set
	Address func(slug string) string // of an endorser's page
}

// Note says what was left out: those who are not named.
func (f ListingFile) Note() string {
	if f.Part {
		return f.Words.T("listing.file_note_part", "n", f.Facets.Named)
	}
	return f.Words.T("listing.file_note", "n", f.Facets.Named)
}

// ListingWriter writes the public list in a format.
type ListingWriter interface {
	Write(rows []models.PublicEndorser) error
	Close() error
}

// listingColumn is a column of the CSV: its head, in English in every language so that programs find it, and its cell.
type listingColumn struct {
	head string
	cell func(f ListingFile, e models.PublicEndorser) string
}

// columns are the columns of the CSV, in order. Programs count them: a new one comes last.
func columns() []listingColumn {
	type e = models.PublicEndorser
	return []listingColumn{
		{"name", func(_ ListingFile, e e) string { return e.Names.Own }},
		{"name_language", func(_ ListingFile, e e) string { return e.Names.OwnLang }},
		{"english_name", func(_ ListingFile, e e) string { return e.Names.English }},
		{"country", func(_ ListingFile, e e) string { return e.Country }},
		{"country_name", func(f ListingFile, e e) string { return f.Words.Country(e.Country) }},
		{"town", func(_ ListingFile, e e) string { return e.Town }},
		{"kind", func(_ ListingFile, e e) string { return e.Kind }},
		{"communities", func(_ ListingFile, e e) string { return strings.Join(e.Communities, " ") }},
		{"website", func(_ ListingFile, e e) string { return e.Website }},
		{"quote", func(_ ListingFile, e e) string { return e.Quote }},
		{"quote_language", func(_ ListingFile, e e) string { return e.QuoteLang }},
		{"since", func(_ ListingFile, e e) string { return e.Since.Format(time.DateOnly) }},
		{"statement_version", func(_ ListingFile, e e) string { return strconv.Itoa(e.Version) }},
		{"page", func(f ListingFile, e e) string { return f.Address(e.Slug) }},
	}
}

type listingCSV struct {
	ListingFile
	buffer  *bufio.Writer
	csv     *csv.Writer
	columns []listingColumn
}

// NewListingCSV writes the list as CSV (RFC 4180) in UTF-8. It begins with a byte order mark, without which common
// spreadsheet programs take names in most scripts for something else. The first line is the note, the second names the
// columns.
func NewListingCSV(to *bufio.Writer, f ListingFile) ListingWriter {
	w := listingCSV{ListingFile: f, buffer: to, csv: csv.NewWriter(to), columns: columns()}
	w.csv.UseCRLF = true
	_, _ = to.WriteString("\ufeff") // a failed write comes back from every later one
	_ = w.csv.Write([]string{SafeCell(f.Note())})
	heads := make([]string, len(w.columns))
	for i, column := range w.columns {
		heads[i] = column.head
	}
	_ = w.csv.Write(heads)
	return w
}

// Write writes a line for each row.
func (w listingCSV) Write(rows []models.PublicEndorser) error {
	line := make([]string, len(w.columns))
	for _, e := range rows {
		for i, column := range w.columns {
			line[i] = SafeCell(column.cell(w.ListingFile, e))
		}
		_ = w.csv.Write(line) // Error reports it
	}
	w.csv.Flush()
	return w.csv.Error()
}

// Close writes what is left.
func (w listingCSV) Close() error {
	w.csv.Flush()
	return w.buffer.Flush()
}

// formulaStarts are the characters with which spreadsheet programs begin a formula, their full-width forms, and the
// apostrophe, which says that a text follows. (OWASP, CSV injection.)
const formulaStarts = "=+-@\t\r\n＝＋－＠'"

// SafeCell writes text so that no spreadsheet program takes it for a formula: where it begins like one, an apostrophe
// stands in front.
func SafeCell(text string) string {
	if text != "" && strings.ContainsAny(string([]rune(text)[0]), formulaStarts) {
		return "'" + text
	}
	return text
}

type listingJSON struct {
	ListingFile
	jsonList
}

// listedJSON is one endorser.
type listedJSON struct {
	Name         string   `json:"name"`
	NameLanguage string   `json:"name_language,omitempty"`
	EnglishName  string   `json:"english_name,omitempty"`
	Country      string   `json:"country"`
	Town         string   `json:"town,omitempty"`
	Kind         string   `json:"kind"`
	Communities  []string `json:"communities"`
	Website      string   `json:"website,omitempty"`
	Quote        string   `json:"quote,omitempty"`
	QuoteLang    string   `json:"quote_language,omitempty"`
	Since        string   `json:"since"`
	Version      int      `json:"statement_version"`
	Page         string   `json:"page"`
}

// NewListingJSON writes the list as one JSON object: the note, the numbers of the whole list, and the endorsers.
func NewListingJSON(to *bufio.Writer, f ListingFile) ListingWriter {
	head, err := json.Marshal(struct {
		Note    string `json:"note"`
		Named   int    `json:"named"`
		Unnamed int    `json:"unnamed_at_least"`
	}{f.Note(), f.Facets.Named, f.Facets.Unnamed})
	if err != nil {
		panic(err) // a text and two numbers
	}
	_, _ = to.Write(head[:len(head)-1]) // a failed write comes back from every later one
	_, _ = to.WriteString(`,"endorsers":[`)
	return listingJSON{f, newJSONList(to)}
}

// Write writes an object for each row.
func (w listingJSON) Write(rows []models.PublicEndorser) error {
	for _, e := range rows {
		err := w.add(listedJSON{
			Name: e.Names.Own, NameLanguage: e.Names.OwnLang, EnglishName: e.Names.English,
			Country: e.Country, Town: e.Town, Kind: e.Kind, Communities: e.Communities, Website: e.Website,
			Quote: e.Quote, QuoteLang: e.QuoteLang, Since: e.Since.Format(time.DateOnly),
			Version: e.Version, Page: w.Address(e.Slug),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// jsonList writes the objects of a list that ends a larger object.
type jsonList struct {
	buffer *bufio.Writer
	begun  *bool
}

func newJSONList(to *bufio.Writer) jsonList { return jsonList{to, new(bool)} }

func (w jsonList) add(v any) error {
	line, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if *w.begun {
		line = append([]byte(",\n"), line...)
	}
	*w.begun = true
	_, err = w.buffer.Write(line)
	return err
}

// Close ends the list and the object around it.
func (w jsonList) Close() error {
	_, _ = w.buffer.WriteString("]}\n") // Flush reports it
	return w.buffer.Flush()
}
