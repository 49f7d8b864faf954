package server

import (
	"context"
	"errors"
	"time"
)

// How long requests in hand, and then jobs in hand, may take when the program ends.
const (
	drainRequests = 10 * time.Second
	drainJobs     = 4 * time.Second
)

// Close stops in order: HTTP (requests in hand are finished), workers (jobs in hand too), database. A client that does
// not finish its request within drainRequests is cut: nobody may keep the program from ending.
func (a *App) Close() error {
	errs := []error{a.closeHTTP()}
	ctx, cancel := context.WithTimeout(context.Background(), drainJobs)
	defer cancel()
	for _, closer := range a.closers {
		errs = append(errs, closer(ctx))
	}
	if a.store != nil {
		errs = append(errs, a.store.Close())
	}
	return errors.Join(errs...)
}

func (a *App) closeHTTP() error {
	if a.http == nil && a.listener == nil {
		return nil
	}
	if a.http == nil {
		return a.listener.Close()
	}
	ctx, cancel := context.WithTimeout(context.Background(), drainRequests)
	defer cancel()
	if err := a.http.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	a.parts.Log.Warn("requests in hand were cut", "after", drainRequests.String())
	return a.http.Close()
}
