package server

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"keephope/config"
	"keephope/handlers"
	"keephope/models"
	"keephope/server/signin"
	"keephope/views/locale"
)

// flow is package signin in the words of the handlers.
type flow struct{ *signin.SignIn }

// openSignIn makes the sign-in of the configured providers, and of those that the demo brings along.
func (a *App) openSignIn() error {
	opened, err := signin.New(append(providers(a.cfg), a.parts.Providers...), signin.Deps{
		BaseURL: a.BaseURL(), Transactions: a.store, Now: a.parts.Now, Rand: a.parts.Rand, Transport: a.parts.Transport, Hosts: a.cfg.OutgoingHosts,
	})
	if err != nil {
		return err
	}
	a.signIn = flow{opened}
	return nil
}

// providers are the configured ways to sign in.
func providers(cfg config.Config) []signin.Config {
	var list []signin.Config
	for _, p := range cfg.Providers() {
		list = append(list, signin.Config{
			ID: p.ID, Kind: string(p.Kind), Name: p.Name, Issuer: p.URL,
			ClientID: p.ClientID, ClientSecret: p.ClientSecret.Reveal(),
		})
	}
	return list
}

// Providers implements handlers.Flow.
func (f flow) Providers(ctx context.Context) []models.Provider {
	var list []models.Provider
	for _, p := range f.SignIn.Providers(ctx) {
		list = append(list, models.Provider{ID: p.ID, Name: p.Name, Origins: p.Origins})
	}
	return list
}

// Begin implements handlers.Flow.
func (f flow) Begin(ctx context.Context, provider string, lang locale.Lang, wanted models.SignIn) (address, browser string, err error) {
	begun, err := f.SignIn.Begin(ctx, provider, signin.Ask{
		ReturnTo: wanted.ReturnTo, Purpose: wanted.Purpose, SetupKeyHash: wanted.SetupKeyHash, PersonID: wanted.PersonID,
		Language: string(lang),
	})
	return begun.URL, begun.BrowserSecret, failure(err)
}

// Finish implements handlers.Flow.
func (f flow) Finish(ctx context.Context, provider string, query url.Values, browser string) (models.Identity, models.SignIn, error) {
	who, begun, err := f.SignIn.Finish(ctx, provider, query, browser)
	return who, begun, failure(err)
}

// failure marks what is the fault of the sign-in, and leaves what is ours (the database is away) as it is.
func failure(err error) error {
	var failed *signin.Failure
	if errors.Is(err, signin.ErrUnavailable) {
		return fmt.Errorf("%w: %w: %w", handlers.ErrSignInFailed, err, &models.Error{Kind: models.Unavailable})
	}
	if errors.As(err, &failed) {
		return fmt.Errorf("%w: %w", handlers.ErrSignInFailed, err)
	}
	return err
}
