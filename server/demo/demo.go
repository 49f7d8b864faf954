// Package demo brings an invented coalition into an empty store, through the same methods that people use, so that a
// newcomer can look around. It has no other way in: what it cannot do, nobody can.
package demo

import (
	"embed"
	"encoding/json"
	"fmt"
	"time"

	"keephope/models"
)

//go:embed data/*.json
var data embed.FS

// Persona is somebody as whom one can sign in.
type Persona struct {
	Subject   string            `json:"subject"`
	Name      string            `json:"name"`
	Role      models.Role       `json:"role"`      // "" = none
	Signatory string            `json:"signatory"` // English name of the organisation that the persona registered
	Editor    string            `json:"editor"`    // … that the persona was invited to
	About     map[string]string `json:"about"`     // one line, by language
}

// Personas lists them in the order in which they are shown.
func Personas() ([]Persona, error) { return read[[]Persona]("personas") }

type organisation struct {
	Own         string       `json:"own"`
	Lang        string       `json:"lang"`
	English     string       `json:"english"`
	Kind        string       `json:"kind"`
	Country     string       `json:"country"`
	Town        string       `json:"town"`
	Communities []string     `json:"communities"`
	Website     string       `json:"website"`
	Quote       string       `json:"quote"`
	QuoteLang   string       `json:"quote_lang"`
	Level       models.Level `json:"level"`
	Days        int          `json:"days"` // ago
	Position    string       `json:"position"`
	Mandate     string       `json:"mandate"`
	AtRisk      bool         `json:"at_risk"`

	waits bool // for the coordinators
}

// name is what personas call an organisation.
func (o organisation) name() string {
	if o.English != "" {
		return o.English
	}
	return o.Own
}

type campaign struct {
	Slug         string                       `json:"slug"`
	Hashtag      string                       `json:"hashtag"`
	OriginalLang string                       `json:"original_lang"`
	Historical   bool                         `json:"historical"`
	Texts        map[string]campaignText      `json:"texts"`
	Dates        []models.KeyDate             `json:"dates"`
	Documented   []models.DocumentedSupporter `json:"documented"`
	Statement    map[string]map[string]string `json:"statement"`
}

type campaignText struct {
	Title    string       `json:"title"`
	Summary  string       `json:"summary"`
	Occasion string       `json:"occasion"`
	Asks     []models.Ask `json:"asks"`
}

func read[T any](name string) (T, error) {
	var v T
	text, err := data.ReadFile("data/" + name + ".json")
	if err != nil {
		return v, fmt.Errorf("read demo data: %w", err)
	}
	if err := json.Unmarshal(text, &v); err != nil {
		return v, fmt.Errorf("read demo data %s: %w", name, err)
	}
	return v, nil
}

// Clock is the demo's time while it is brought in: its organisations came on different days.
type Clock struct{ at time.Time }

// forward goes on to an instant. It never goes back: what came later stands later in the ledger.
func (c *Clock) forward(to time.Time) {
	if to.After(c.at) {
		c.at = to
	}
}

// Now is the clock's instant.
func (c *Clock) Now() time.Time { return c.at }
