package server

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"keephope/models"
)

// How the line to PostgreSQL is kept.
const (
	listenAgainFirst = 100 * time.Millisecond
	listenAgainMost  = 5 * time.Second
	listenCheck      = 10 * time.Second // how long a silent line is believed
)

// forget drops everything public that this replica remembers.
func (a *App) forget() {
	a.store.Forget()
	a.pages.drop()
}

// listen hears of quieter changes that other replicas make, on a connection of its own, until the App closes. Nobody
// knows what was said while the line was down: after every connecting all is dropped.
func (a *App) listen() {
	if !a.cfg.UsesPostgres() {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for pause := listenAgainFirst; ctx.Err() == nil; pause = min(2*pause, listenAgainMost) {
			heard, err := a.hear(ctx)
			if ctx.Err() != nil {
				return
			}
			a.forget()
			a.parts.Log.WarnContext(ctx, "the line for quieter changes is down", "error", err.Error())
			if heard {
				pause = listenAgainFirst
			}
			select {
			case <-ctx.Done():
			case <-time.After(pause):
			}
		}
	}()
	a.closers = append(a.closers, func(wait context.Context) error {
		cancel()
		select {
		case <-done:
		case <-wait.Done():
		}
		return nil
	})
}

// hear connects, drops everything, and drops it again with every notification. It returns when the line is down; heard
// reports whether it ever stood.
func (a *App) hear(ctx context.Context) (heard bool, err error) {
	line, err := pgx.Connect(ctx, a.cfg.DatabaseURL.Reveal())
	if err != nil {
		return false, err
	}
	defer func() { _ = line.Close(context.WithoutCancel(ctx)) }()
	if _, err := line.Exec(ctx, "LISTEN "+models.QuieterChannel); err != nil {
		return false, err
	}
	a.forget()
	for {
		if err := a.wait(ctx, line); err != nil {
			return true, err
		}
	}
}

// wait returns after a notification, or after a silence in which the line still stood.
func (a *App) wait(ctx context.Context, line *pgx.Conn) error {
	silence, cancel := context.WithTimeout(ctx, listenCheck)
	defer cancel()
	_, err := line.WaitForNotification(silence)
	switch {
	case err == nil:
		a.forget()
	case silence.Err() != nil && ctx.Err() == nil:
		return a.check(ctx, line)
	}
	return err
}

// check asks whether a silent line still stands.
func (a *App) check(ctx context.Context, line *pgx.Conn) error {
	ctx, cancel := context.WithTimeout(ctx, listenCheck)
	defer cancel()
	return line.Ping(ctx)
}
