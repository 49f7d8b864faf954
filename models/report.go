package models

import (
	"strconv"
	"time"

	"keephope/models/occasion"
	"keephope/models/seal"
)

// ReportState is where a report stands.
type ReportState string

// The states of a report. Given back at the desk, it can be changed and sent again.
const (
	ReportWaiting   ReportState = "waiting" // for a coordinator
	ReportPublished ReportState = "published"
	ReportReturned  ReportState = "returned"
)

// Report is how an action went, told by a host or by an organisation that took part by name. Its words and pictures are
// sealed under the organisation's own data key.
type Report struct {
	ID             string `gorm:"primaryKey"`
	ActionID       string
	OrganisationID string
	State          ReportState
	Said           []byte // as it was sent last
	Shown          []byte // as it was published last; empty = never
	Reason         []byte
	Replaced       []byte // what the desk's last yes replaced, while that can be taken back
	Edition        int
	SentAt         time.Time
	SentBy         string
	HeldUntil      *time.Time
	PublishedAt    *time.Time
	WithheldAt     *time.Time // since when its words are out of sight, for a mention or hidden
	HiddenAt       *time.Time // since when a coordinator has them so
}

// ReportWords is what a report says.
type ReportWords struct {
	Lang     string          `json:"lang"`
	Text     string          `json:"text"`
	People   *int            `json:"people"` // who came; nil = not told
	Pictures []ReportedImage `json:"pictures"`
}

// ReportedImage is a picture of a report, with what is on it in words.
type ReportedImage struct {
	ID  string `json:"id"`
	Alt string `json:"alt"`
}

// ReportPicture is one re-encoded size of a picture.
type ReportPicture struct {
	ID        string `gorm:"primaryKey"`
	Width     int    `gorm:"primaryKey;autoIncrement:false"`
	Height    int
	ReportID  string
	MediaType string
	Sealed    []byte
	AddedAt   time.Time
}

// Limits of a report. A text has room for two long sentences.
const (
	MaxReportText     = 600
	maxReportPeople   = 1_000_000
	MaxReportPictures = 4
	MaxReportAlt      = 250
)

func reportPlace(id, column string) seal.Place {
	return seal.Place{Table: "reports", Column: column, Row: id}
}

func reportPicturePlace(id string, width int) seal.Place {
	return seal.Place{Table: "report_pictures", Column: "sealed", Row: id + "/" + strconv.Itoa(width)}
}

// event is about the report, and belongs to the organisation that tells it.
func (r Report) event(verb Verb, campaignID string) Event {
	return Event{Verb: verb, ObjectKind: "report", ObjectID: r.ID, OrganisationID: r.OrganisationID, CampaignID: campaignID}
}

// StateAt is what the state counts as at the desk at an instant: what is on hold waits again once its day has come.
func (r Report) StateAt(at time.Time) ApplicationState {
	switch {
	case r.State != ReportWaiting:
		return Approved
	case r.HeldUntil != nil && at.Before(*r.HeldUntil):
		return Held
	}
	return Submitted
}

// Mark changes with everything that a decision on a report is based on.
func (r Report) Mark() string {
	return mark(string(r.State)+"."+strconv.Itoa(r.Edition), &r.SentAt, r.HeldUntil)
}

// firstEnd is from when on one can say how it was: the end of an action's first time that takes place.
func (c ActionContent) firstEnd() time.Time {
	return c.firstTime().Ends
}

// firstTime is an action's first time that takes place; if none does, the last of those that are left out.
func (c ActionContent) firstTime() (last occasion.Occurrence) {
	for _, o := range c.When.Occurrences() {
		if last = o; !o.Off {
			return o
		}
	}
	return last
}

// morningHour is when the morning begins at which those who took part are asked how it was.
const morningHour = 9

// morningAfter is when those who took part are asked how it was: the morning after its first time, by the clock of where it
// was. What is at the local time of every town has no such clock: then it is UTC's, once it is over everywhere.
func (c ActionContent) morningAfter() time.Time {
	first := c.firstTime()
	zone, err := occasion.Zone(c.When.Zone)
	if err != nil {
		zone = time.UTC
	}
	y, m, d := first.LocalEnd.Date()
	morning := time.Date(y, m, d+1, morningHour, 0, 0, 0, zone).UTC()
	if morning.Before(first.Ends) {
		return first.Ends
	}
	return morning
}
