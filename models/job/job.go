// Package job owns the background jobs: their arguments and the client that writes them in the transaction of a
// change. Arguments hold ids only. Workers are wired in package server.
package job

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
)

// Args is what every job has: a name and, as JSON, ids.
type Args = river.JobArgs

// Notify tells those whom an event concerns. Idempotent by (event, recipient).
type Notify struct {
	EventID int64 `json:"event_id"`
}

// Kind names the job.
func (Notify) Kind() string { return "notify" }

// Publish lists an endorsement whose "name us from" has come, if that is still wanted.
type Publish struct {
	EndorsementID string `json:"endorsement_id"`
}

// Kind names the job.
func (Publish) Kind() string { return "publish" }

// Erase carries out a complete withdrawal when its time has come, if it was not taken back.
type Erase struct {
	OrganisationID string `json:"organisation_id"`
}

// Kind names the job.
func (Erase) Kind() string { return "erase" }

// Tally writes the day's number of unnamed endorsers, once per statement and UTC day.
type Tally struct{}

// Kind names the job.
func (Tally) Kind() string { return "tally" }

// Sweep deletes what has outlived its time: drafts, declined applications, sessions, sign-ins, forms, limits.
type Sweep struct{}

// Kind names the job.
func (Sweep) Kind() string { return "sweep" }

// AskReports asks those who took part in an action how it was, once its first time is over.
type AskReports struct {
	ActionID string `json:"action_id"`
}

// Kind names the job.
func (AskReports) Kind() string { return "ask_reports" }

// SeekNames looks whether words name organisations that are not known to those who read them: those of one action, or the town of one
// participant; or of all one organisation.
type SeekNames struct {
	ActionID        string `json:"action_id,omitempty"`
	OrganisationID  string `json:"organisation_id,omitempty"`
	ParticipationID string `json:"participation_id,omitempty"`
}

// Kind names the job.
func (SeekNames) Kind() string { return "seek_names" }

// Client writes jobs. Safe for concurrent use.
type Client struct{ river *river.Client[*sql.Tx] }

// NewClient returns a client that only writes jobs to the pool's database; dialect is "sqlite" or "postgres".
func NewClient(pool *sql.DB, dialect string) (*Client, error) {
	client, err := river.NewClient(Driver(pool, dialect), &river.Config{})
	if err != nil {
		return nil, fmt.Errorf("open jobs: %w", err)
	}
	return &Client{river: client}, nil
}

// Driver returns River's driver for the dialect.
func Driver(pool *sql.DB, dialect string) riverdriver.Driver[*sql.Tx] {
	if dialect == "sqlite" {
		return riversqlite.New(pool)
	}
	return riverdatabasesql.New(pool)
}

// Write writes a job in the transaction, to run when it is committed, or at the instant at if that is later.
func (c *Client) Write(ctx context.Context, tx *sql.Tx, args Args, at time.Time) error {
	if _, err := c.river.InsertTx(ctx, tx, args, &river.InsertOpts{ScheduledAt: at}); err != nil {
		return fmt.Errorf("write job %s: %w", args.Kind(), err)
	}
	return nil
}
