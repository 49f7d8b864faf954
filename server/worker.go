package server

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"

	"keephope/models"
	"keephope/models/job"
)

// How the workers run.
const (
	workersAtOnce = 4
	jobTimeout    = time.Minute
	pollEvery     = 500 * time.Millisecond
	sweepEvery    = time.Hour
)

// does is a worker that calls one method of the store.
type does[A river.JobArgs] struct {
	river.WorkerDefaults[A]
	work func(context.Context, A) error
}

// Work runs the job. An error is retried later by River, with growing pauses.
func (d does[A]) Work(ctx context.Context, j *river.Job[A]) error { return d.work(ctx, j.Args) }

// workers registers what each job does.
func workers(store *models.Store) *river.Workers {
	w := river.NewWorkers()
	river.AddWorker(w, does[job.Notify]{work: func(ctx context.Context, a job.Notify) error { return store.Tell(ctx, a.EventID) }})
	river.AddWorker(w, does[job.Publish]{work: func(ctx context.Context, a job.Publish) error { return store.PublishDue(ctx, a.EndorsementID) }})
	river.AddWorker(w, does[job.Tally]{work: func(ctx context.Context, _ job.Tally) error { return store.WriteTally(ctx) }})
	river.AddWorker(w, does[job.Erase]{work: func(ctx context.Context, a job.Erase) error { return store.EraseDue(ctx, a.OrganisationID) }})
	river.AddWorker(w, does[job.AskReports]{work: func(ctx context.Context, a job.AskReports) error { return store.AskReports(ctx, a.ActionID) }})
	river.AddWorker(w, does[job.SeekNames]{work: func(ctx context.Context, a job.SeekNames) error {
		if a.ParticipationID != "" {
			return store.SeekTown(ctx, a.ParticipationID)
		}
		return store.SeekNames(ctx, a.ActionID, a.OrganisationID)
	}})
	river.AddWorker(w, does[job.Sweep]{work: func(ctx context.Context, _ job.Sweep) error { return store.ExpireAll(ctx) }})
	return w
}

// midnight is when the day's number is written: 00:00 UTC.
type midnight struct{}

// Next is the first midnight after at.
func (midnight) Next(at time.Time) time.Time {
	y, m, d := at.UTC().Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, time.UTC)
}

// periodic are the jobs that come by the clock. Of several replicas one leads and writes them.
func periodic() []*river.PeriodicJob {
	atStart := &river.PeriodicJobOpts{RunOnStart: true}
	return []*river.PeriodicJob{
		river.NewPeriodicJob(midnight{}, func() (river.JobArgs, *river.InsertOpts) { return job.Tally{}, nil }, atStart),
		river.NewPeriodicJob(river.PeriodicInterval(sweepEvery), func() (river.JobArgs, *river.InsertOpts) { return job.Sweep{}, nil }, atStart),
	}
}

// startWorkers runs jobs until the App closes; a job in hand is finished first.
func (a *App) startWorkers(ctx context.Context) error {
	pool, dialect := a.store.SQL()
	client, err := river.NewClient(job.Driver(pool, dialect), &river.Config{
		Queues:            map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: workersAtOnce}},
		Workers:           workers(a.store),
		PeriodicJobs:      periodic(),
		JobTimeout:        jobTimeout,
		FetchPollInterval: pollEvery,
		Logger:            slog.New(quieter{a.parts.Log.Handler()}),
	})
	if err != nil {
		return fmt.Errorf("open workers: %w", err)
	}
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start workers: %w", err)
	}
	a.closers = append(a.closers, client.Stop)
	return nil
}

// quieter lets only errors of the job machinery into the log: what it does is nobody's news.
type quieter struct{ slog.Handler }

// Enabled reports whether a record of this level is written.
func (q quieter) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelError && q.Handler.Enabled(ctx, level)
}

// WithAttrs keeps the filter.
func (q quieter) WithAttrs(attrs []slog.Attr) slog.Handler {
	return quieter{q.Handler.WithAttrs(attrs)}
}

// WithGroup keeps the filter.
func (q quieter) WithGroup(name string) slog.Handler { return quieter{q.Handler.WithGroup(name)} }
