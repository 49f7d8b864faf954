package server

import (
	"context"
	"fmt"
	"time"

	"keephope/models"
)

// SetupLink returns a link that makes its first user an administrator, for the operator's eyes alone. "" if the instance
// has an administrator, or a link from before works still: until when, unless it is zero.
func (a *App) SetupLink(ctx context.Context) (link string, until time.Time, err error) {
	key, until, err := a.store.FirstSetupKey(ctx, models.Program())
	if err != nil || key == "" {
		return "", until, err
	}
	return a.BaseURL() + setupPath + key, until, nil
}

// SetupLink returns a new set-up link below the public address, whether there are administrators or not.
func SetupLink(ctx context.Context, store *models.Store, baseURL string) (string, error) {
	key, err := store.MakeSetupKey(ctx, models.Program())
	if err != nil {
		return "", err
	}
	return baseURL + setupPath + key, nil
}

// setupPath leads to the page of a set-up key, which follows it.
const setupPath = "/setup?key="

// greeting is what an operator reads while nobody administers: how somebody begins. Else "".
func (a *App) greeting(ctx context.Context) (string, error) {
	link, until, err := a.SetupLink(ctx)
	switch {
	case err != nil || until.IsZero():
		return "", err
	case link == "":
		return fmt.Sprintf("Nobody administers yet. The link that was printed before works until %s UTC; keephope admin setup-link prints another.\n",
			until.UTC().Format("2006-01-02 15:04")), nil
	}
	return fmt.Sprintf("Open %s to begin. It works once, for 24 hours.\n", link), nil
}
