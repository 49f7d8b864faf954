package views

import (
	"bufio"
	"encoding/csv"
	"strings"
	"time"

	"keephope/models"
	"keephope/views/locale"
)

// ActionFile is how the public list of actions is taken along.
type ActionFile struct {
	Words   *locale.Printer
	At      time.Time
	Address func(slug string) string // of an action's page
}

// ActionWriter writes the public list of actions in a format.
type ActionWriter interface {
	Write(rows []models.ActionSheet) error
	Close() error
}

// actionJSON is one action. Start and end are those of its next time, or of its last when it is over; without an offset
// where every town has its own.
type actionJSON struct {
	Title         string   `json:"title"`
	TitleLanguage string   `json:"title_language"`
	Summary       string   `json:"summary,omitempty"`
	Kind          string   `json:"kind"`
	Status        string   `json:"status"`
	Start         string   `json:"start"`
	End           string   `json:"end"`
	TimeZone      string   `json:"time_zone,omitempty"`
	WeeklyUntil   string   `json:"weekly_until,omitempty"`
	Mode          string   `json:"where"`
	Country       string   `json:"country,omitempty"`
	Town          string   `json:"town,omitempty"`
	Place         string   `json:"place,omitempty"`
	Communities   []string `json:"communities"`
	Hosts         []string `json:"hosts"`
	Changed       string   `json:"changed"`
	Page          string   `json:"page"`

	Except []exceptionJSON `json:"except"` // weeks of a series that are left out or at another time
}

func (f ActionFile) row(a models.ActionSheet) actionJSON {
	text, lang := a.Text(string(f.Words.Lang()))
	next := shownAt(a, f.At)
	row := actionJSON{
		Title: text.Title, TitleLanguage: lang, Summary: text.Summary, Kind: a.Kind, Status: string(a.Status(f.At)),
		Start: next.machine(), End: next.machineOf(next.Ends, next.LocalEnd), TimeZone: a.When.Zone, WeeklyUntil: a.When.Until,
		Mode: string(a.Mode), Country: a.Country, Town: a.Town, Place: a.Place, Communities: a.Communities,
		Changed: a.ChangedAt.Format(time.RFC3339), Page: f.Address(a.Slug), Except: exceptionsOf(a, next),
	}
	if row.Communities == nil {
		row.Communities = []string{}
	}
	for _, h := range a.Hosts {
		name, _ := h.Names.Shown(string(f.Words.Lang()))
		row.Hosts = append(row.Hosts, name)
	}
	return row
}

type actionCSV struct {
	ActionFile
	buffer *bufio.Writer
	csv    *csv.Writer
}

// NewActionCSV writes the list as NewListingCSV does. Its first line names the columns; a new one comes last.
func NewActionCSV(to *bufio.Writer, f ActionFile) ActionWriter {
	w := actionCSV{ActionFile: f, buffer: to, csv: csv.NewWriter(to)}
	w.csv.UseCRLF = true
	_, _ = to.WriteString("\ufeff") // a failed write comes back from every later one
	_ = w.csv.Write([]string{
		"title", "title_language", "summary", "kind", "status", "start", "end", "time_zone", "weekly_until", "where", "country", "town",
		"place", "communities", "hosts", "changed", "page", "except",
	})
	return w
}

// Write writes a line for each action.
func (w actionCSV) Write(rows []models.ActionSheet) error {
	for _, a := range rows {
		r := w.row(a)
		line := []string{
			r.Title, r.TitleLanguage, r.Summary, r.Kind, r.Status, r.Start, r.End, r.TimeZone, r.WeeklyUntil, r.Mode, r.Country, r.Town,
			r.Place, strings.Join(r.Communities, " "), strings.Join(r.Hosts, "; "), r.Changed, r.Page, exceptionCell(r.Except),
		}
		for i := range line {
			line[i] = SafeCell(line[i])
		}
		_ = w.csv.Write(line) // Error reports it
	}
	w.csv.Flush()
	return w.csv.Error()
}

// Close writes what is left.
func (w actionCSV) Close() error {
	w.csv.Flush()
	return w.buffer.Flush()
}

type actionsJSON struct {
	ActionFile
	jsonList
}

// NewActionJSON writes the list as one JSON object.
func NewActionJSON(to *bufio.Writer, f ActionFile) ActionWriter {
	_, _ = to.WriteString(`{"actions":[`) // Flush reports it
	return actionsJSON{f, newJSONList(to)}
}

// Write writes an object for each action.
func (w actionsJSON) Write(rows []models.ActionSheet) error {
	for _, a := range rows {
		if err := w.add(w.row(a)); err != nil {
			return err
		}
	}
	return nil
}
