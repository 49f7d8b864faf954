package e2e

import (
	"fmt"
	"testing"

	"keephope/config"
	"keephope/server"
	"keephope/views/locale"
)

// demoSite starts the demo with a folder of its own and returns where it is.
func demoSite(t *testing.T) *server.App {
	t.Helper()
	folder := t.TempDir()
	cfg, err := config.Load(func(name string) string {
		return map[string]string{"KEEPHOPE_ADDR": "127.0.0.1:0", "KEEPHOPE_DATA": folder}[name]
	})
	if err != nil {
		t.Fatal(err)
	}
	app, err := server.OpenDemo(t.Context(), cfg, server.Parts{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := app.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return app
}

// T is a text of the reader's language.
func (r *Reader) T(key string, args ...any) string {
	return locale.For(locale.Lang(r.look.Lang)).T(key, args...)
}

// PressKey presses what bears the text of key.
func (r *Reader) PressKey(key string, args ...any) {
	r.t.Helper()
	r.Press(r.T(key, args...))
}

// SeesKey fails unless the page shows the text of key.
func (r *Reader) SeesKey(key string, args ...any) {
	r.t.Helper()
	r.Sees(r.T(key, args...))
}

// SignIn goes through the real flow as a persona of the demo's provider.
func (r *Reader) SignIn(persona string) {
	r.t.Helper()
	r.Open("/sign-in")
	r.signInHere(persona)
}

// signInHere goes on from the page with the providers.
func (r *Reader) signInHere(persona string) {
	r.t.Helper()
	r.person = persona
	r.PressOn(`form[action$="/auth/demo"] button`)
	r.PressOn(fmt.Sprintf(`button[value=%q]`, persona))
}
