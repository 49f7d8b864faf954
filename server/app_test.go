package server_test

import (
	"crypto/rand"
	"io"
	"net/http"
	"strings"
	"testing"

	"keephope/config"
	"keephope/models/seal"
	"keephope/server"
)

// open starts the program on a fresh SQLite database and a free port.
func open(t *testing.T) *server.App {
	t.Helper()
	ring, err := seal.GenerateRing(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(func(name string) string {
		return map[string]string{
			"KEEPHOPE_ADDR": "127.0.0.1:0", "KEEPHOPE_DATA": t.TempDir(), "KEEPHOPE_KEYS": ring,
			"KEEPHOPE_BASE_URL": "http://127.0.0.1:8080",
		}[name]
	})
	if err != nil {
		t.Fatal(err)
	}
	app, err := server.Open(t.Context(), cfg, server.Parts{})
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

func TestTheProgramStartsAndAnswersProbes(t *testing.T) {
	app := open(t)
	for path, want := range map[string]string{"/healthz": "alive", "/readyz": "ready"} {
		res, err := http.Get(app.URL() + path)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if got := strings.TrimSpace(string(body)); res.StatusCode != http.StatusOK || got != want {
			t.Errorf("GET %s: %d %q, want 200 %q", path, res.StatusCode, got, want)
		}
	}
	res, err := http.Get(app.URL() + "/en/nothing")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusNotFound {
		t.Errorf("GET an unknown address: %d, want 404", res.StatusCode)
	}
}
