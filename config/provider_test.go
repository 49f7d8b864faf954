package config

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestProvidersOfEveryKind(t *testing.T) {
	c, err := FromEnviron(with(
		"KEEPHOPE_OIDC_0_ID", "coalition",
		"KEEPHOPE_OIDC_1_NAME", "Second", "KEEPHOPE_OIDC_1_ISSUER", "https://two.test/",
		"KEEPHOPE_OIDC_1_CLIENT_ID", "two", "KEEPHOPE_OIDC_1_CLIENT_SECRET", clientSecret,
		"KEEPHOPE_GOOGLE_CLIENT_ID", "g", "KEEPHOPE_GOOGLE_CLIENT_SECRET", clientSecret,
		"KEEPHOPE_MICROSOFT_TENANT", exampleTenant,
		"KEEPHOPE_MICROSOFT_CLIENT_ID", "m", "KEEPHOPE_MICROSOFT_CLIENT_SECRET", clientSecret,
		"KEEPHOPE_GITLAB_CLIENT_ID", "l", "KEEPHOPE_GITLAB_CLIENT_SECRET", clientSecret,
		"KEEPHOPE_GITHUB_CLIENT_ID", "h", "KEEPHOPE_GITHUB_CLIENT_SECRET", clientSecret,
		"KEEPHOPE_MASTODON_URL", "https://social.test",
		"KEEPHOPE_MASTODON_CLIENT_ID", "t", "KEEPHOPE_MASTODON_CLIENT_SECRET", clientSecret,
		"KEEPHOPE_NEXTCLOUD_URL", "http://cloud.localhost:81/nextcloud",
		"KEEPHOPE_NEXTCLOUD_CLIENT_ID", "n", "KEEPHOPE_NEXTCLOUD_CLIENT_SECRET", clientSecret,
	), Config.Serve)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range c.Providers() {
		got = append(got, fmt.Sprint(p.ID, " ", p.Kind, " ", p.URL))
	}
	want := []string{
		"coalition openid-connect https://login.hope.test/realms/coalition",
		"oidc-1 openid-connect https://two.test/",
		"google openid-connect https://accounts.google.com",
		"microsoft openid-connect https://login.microsoftonline.com/" + exampleTenant + "/v2.0",
		"gitlab openid-connect https://gitlab.com",
		"github github https://github.com",
		"mastodon mastodon https://social.test",
		"nextcloud nextcloud http://cloud.localhost:81/nextcloud",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryProviderNeedsAllItsParts(t *testing.T) {
	for _, p := range []struct{ variable, missing string }{
		{"KEEPHOPE_MICROSOFT_CLIENT_ID", "KEEPHOPE_MICROSOFT_TENANT KEEPHOPE_MICROSOFT_CLIENT_SECRET"},
		{"KEEPHOPE_GITLAB_URL", "KEEPHOPE_GITLAB_CLIENT_ID KEEPHOPE_GITLAB_CLIENT_SECRET"},
		{"KEEPHOPE_MASTODON_CLIENT_ID", "KEEPHOPE_MASTODON_URL KEEPHOPE_MASTODON_CLIENT_SECRET"},
		{"KEEPHOPE_OIDC_1_ISSUER", "KEEPHOPE_OIDC_1_NAME KEEPHOPE_OIDC_1_CLIENT_ID KEEPHOPE_OIDC_1_CLIENT_SECRET"},
	} {
		_, err := FromEnviron(with(p.variable, "https://one.test"))
		if diff := cmp.Diff(strings.Fields(p.missing), faulty(t, err)); diff != "" {
			t.Errorf("%s: %s", p.variable, diff)
		}
	}
	_, err := FromEnviron(with("KEEPHOPE_MICROSOFT_TENANT", "common",
		"KEEPHOPE_MICROSOFT_CLIENT_ID", "m", "KEEPHOPE_MICROSOFT_CLIENT_SECRET", clientSecret))
	if diff := cmp.Diff([]string{"KEEPHOPE_MICROSOFT_TENANT"}, faulty(t, err)); diff != "" {
		t.Error(diff)
	}
}
