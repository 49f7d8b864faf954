package config

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestSecretNeverShows(t *testing.T) {
	type holder struct {
		Open   Secret
		hidden Secret
		list   []Secret
	}
	s := NewSecret("hush")
	h := holder{s, s, []Secret{s}}
	var out strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T"} {
		fmt.Fprintf(&out, verb+verb+verb, s, &s, h)
	}
	out.WriteString(s.String())
	for _, v := range []any{s, h, &h, map[string]Secret{"a": s}} {
		raw, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(raw)
		slog.New(slog.NewTextHandler(&out, nil)).Info("text", "secret", v)
		slog.New(slog.NewJSONHandler(&out, nil)).Info("json", "secret", v)
	}
	if text := out.String(); strings.Contains(text, "hush") || strings.Contains(text, "68757368") {
		t.Errorf("it shows: %s", text)
	}
	if !strings.Contains(out.String(), masked) || s.Reveal() != "hush" {
		t.Error("it is gone")
	}
}

func TestEffectiveMasksAndTellsSources(t *testing.T) {
	c, err := FromEnviron(with(
		"KEEPHOPE_DATABASE_URL", "postgres://hope:W9x2pQ7v@db.test:5432/hope?password=alsohidden",
		"KEEPHOPE_TRUSTED_PROXIES", "10.0.0.0/8"), Config.Serve)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]Line{}
	var text strings.Builder
	for _, line := range c.Effective() {
		got[line.Name] = line
		fmt.Fprintln(&text, line)
	}
	for _, secret := range []string{ring, clientSecret, "W9x2pQ7v", "alsohidden"} {
		if strings.Contains(text.String(), secret) {
			t.Errorf("%s shows in %s", secret, text.String())
		}
	}
	for _, want := range []Line{
		{"KEEPHOPE_ADDR", "127.0.0.1:8080", "default"},
		{"KEEPHOPE_BASE_URL", "https://hope.test", "environment"},
		{"KEEPHOPE_DATABASE_URL", "postgres://hope:***@db.test:5432/hope?password=***", "environment"},
		{"KEEPHOPE_KEYS", masked, "environment"},
		{"KEEPHOPE_OIDC_0_ID", "oidc-0", "default"},
		{"KEEPHOPE_OIDC_0_CLIENT_SECRET", masked, "environment"},
		{"KEEPHOPE_MASTODON_CLIENT_SECRET", "", "not set"},
		{"KEEPHOPE_TRUSTED_PROXIES", "10.0.0.0/8", "environment"},
		{"KEEPHOPE_BACKUP_DAYS", "", "not set"},
		{"KEEPHOPE_CONTACT", "", "not set"},
		{"KEEPHOPE_SHARE_VK", "", "not set"},
	} {
		if diff := cmp.Diff(want, got[want.Name]); diff != "" {
			t.Error(diff)
		}
	}
}

func TestEffectiveKnowsEveryVariable(t *testing.T) {
	var shown []string
	for _, line := range (Config{OIDC: []OIDC{{}, {}}}).Effective() {
		shown = append(shown, line.Name)
	}
	if diff := cmp.Diff(variables(2), shown, cmpopts.SortSlices(strings.Compare)); diff != "" {
		t.Error(diff)
	}
}
