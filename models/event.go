package models

import (
	"database/sql"
	"fmt"
	"time"

	"keephope/models/job"
)

// Event is a line of the ledger: who did what to which thing, when. It holds ids only; names are resolved for
// the reader at reading time.
type Event struct {
	ID             int64 `gorm:"primaryKey"`
	At             time.Time
	ActorID        string // "" = the program itself
	Verb           Verb
	ObjectKind     string
	ObjectID       string
	OrganisationID string
	CampaignID     string
	Exact          []byte // sealed instant of a line of which At tells the month alone; none = nobody knows it any more
}

// Verb is what was done. Its words are the message keys "event.<verb>".
type Verb string

// write appends e to the ledger at the transaction's instant, and the job that tells those concerned.
func (t *tx) write(by Actor, e Event) error {
	e.ID, e.At, e.ActorID, e.Exact = 0, t.at, by.PersonID, nil
	if err := t.db.Create(&e).Error; err != nil {
		return fmt.Errorf("write event %s: %w", e.Verb, err)
	}
	return t.job(job.Notify{EventID: e.ID}, t.at)
}

// job writes a job in this transaction, to run at the instant at.
func (t *tx) job(args job.Args, at time.Time) error {
	return t.jobs.Write(t.db.Statement.Context, t.db.Statement.ConnPool.(*sql.Tx), args, at)
}
