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

// listingColumns are the columns of the CSV, in English in every language so that programs find them.
var listingColumns = [...]string{
	"name", "name_language", "english_name", "country", "country_name", "town", "kind", "communities", "website",
	"quote", "quote_language", "since", "statement_version", "page",
}

type listingCSV struct {
	ListingFile
	buffer *bufio.Writer
	csv    *csv.Writer
}

// NewListingCSV writes the list as CSV (RFC 4180) in UTF-8. It begins with a byte order mark, without which common
// spreadsheet programs take names in most scripts for something else. The first line is the note, the second names the
// columns.
func NewListingCSV(to *bufio.Writer, f ListingFile) ListingWriter {
	w := listingCSV{ListingFile: f, buffer: to, csv: csv.NewWriter(to)}
	w.csv.UseCRLF = true
	_, _ = to.WriteString("\ufeff") // a failed write comes back from every later one
	_ = w.csv.Write([]string{SafeCell(f.Note())})
	_ = w.csv.Write(listingColumns[:])
	return w
}

// Write writes a line for each row.
func (w listingCSV) Write(rows []models.PublicEndorser) error {
	for _, e := range rows {
		line := []string{
			e.Names.Own, e.Names.OwnLang, e.Names.English, e.Country, w.Words.Country(e.Country), e.Town, e.Kind,
			strings.Join(e.Communities, " "), e.Website, e.Quote, e.QuoteLang, e.Since.Format(time.DateOnly),
			strconv.Itoa(e.Version), w.Address(e.Slug),
		}
		for i, cell := range line {
			line[i] = SafeCell(cell)
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
// stands in front. PlainCell takes it away again.
func SafeCell(text string) string {
	if text != "" && strings.ContainsAny(string([]rune(text)[0]), formulaStarts) {
		return "'" + text
	}
	return text
}

// PlainCell returns the text that SafeCell wrote.
func PlainCell(cell string) string { return strings.TrimPrefix(cell, "'") }

type listingJSON struct {
	ListingFile
	buffer *bufio.Writer
	begun  *bool
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
	return listingJSON{ListingFile: f, buffer: to, begun: new(bool)}
}

// Write writes an object for each row.
func (w listingJSON) Write(rows []models.PublicEndorser) error {
	for _, e := range rows {
		line, err := json.Marshal(listedJSON{
			e.Names.Own, e.Names.OwnLang, e.Names.English, e.Country, e.Town, e.Kind, e.Communities, e.Website,
			e.Quote, e.QuoteLang, e.Since.Format(time.DateOnly), e.Version, w.Address(e.Slug),
		})
		if err != nil {
			return err
		}
		if *w.begun {
			line = append([]byte(",\n"), line...)
		}
		*w.begun = true
		if _, err := w.buffer.Write(line); err != nil {
			return err
		}
	}
	return nil
}

// Close ends the object.
func (w listingJSON) Close() error {
	_, _ = w.buffer.WriteString("]}\n") // Flush reports it
	return w.buffer.Flush()
}
