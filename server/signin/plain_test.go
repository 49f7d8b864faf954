package signin_test

import (
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"keephope/models"
	"keephope/server/signin"
)

// wire answers requests from a handler, whatever host they are for, as the network would.
type wire struct{ http.Handler }

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	recorder := httptest.NewRecorder()
	w.ServeHTTP(recorder, r)
	return recorder.Result(), nil
}

// plainProvider answers like the three providers without ID tokens. Its profile can be changed.
func plainProvider(profile *string) http.Handler {
	mux := http.NewServeMux()
	token := func(w http.ResponseWriter, r *http.Request) {
		id, secret, _ := r.BasicAuth()
		if id != "app" || secret != "secret" || r.PostFormValue("code") != "right" || r.PostFormValue("code_verifier") != "" {
			problem(w, http.StatusBadRequest, "invalid_grant")
			return
		}
		reply(w, map[string]any{"access_token": "access-1", "token_type": "bearer"})
	}
	show := func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer access-1" {
			problem(w, http.StatusUnauthorized, "invalid_token")
			return
		}
		_, _ = w.Write([]byte(*profile))
	}
	mux.HandleFunc("POST github.com/login/oauth/access_token", token)
	mux.HandleFunc("GET api.github.com/user", show)
	mux.HandleFunc("POST git.example.org/login/oauth/access_token", token)
	mux.HandleFunc("GET git.example.org/api/v3/user", show)
	mux.HandleFunc("POST social.example.org/oauth/token", token)
	mux.HandleFunc("GET social.example.org/api/v1/accounts/verify_credentials", show)
	mux.HandleFunc("POST cloud.example.org/nc/apps/oauth2/api/v1/token", token)
	mux.HandleFunc("GET cloud.example.org/nc/ocs/v2.php/cloud/user", show)
	return mux
}

// plainHouse opens an instance with one provider without ID tokens.
func plainHouse(t *testing.T, kind, issuer string, profile *string) *signin.SignIn {
	t.Helper()
	s, err := signin.New([]signin.Config{{ID: "p", Kind: kind, Issuer: issuer, ClientID: "app", ClientSecret: "secret"}}, signin.Deps{
		BaseURL: ours, Transactions: &memory{}, Now: time.Now, Rand: rand.Reader, Transport: wire{plainProvider(profile)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// finishPlain begins a sign-in and returns with a code.
func finishPlain(t *testing.T, s *signin.SignIn, code string) (begun *url.URL, who models.Identity, err error) {
	t.Helper()
	b, err := s.Begin(t.Context(), "p", signin.Ask{Purpose: models.PurposeSignIn})
	if err != nil {
		t.Fatal(err)
	}
	begun, err = url.Parse(b.URL)
	if err != nil {
		t.Fatal(err)
	}
	who, _, err = s.Finish(t.Context(), "p", url.Values{"code": {code}, "state": {begun.Query().Get("state")}}, b.BrowserSecret)
	return begun, who, err
}

func TestProvidersWithoutIDTokens(t *testing.T) {
	cases := map[string]struct {
		kind, issuer, profile, authorise string
		want                             models.Identity
	}{
		"GitHub": {
			signin.KindGitHub, "", `{"id":583231,"login":"octo","name":"Octo","email":"octo@example.org","avatar_url":"https://a.example/a"}`,
			"https://github.com/login/oauth/authorize",
			models.Identity{Provider: "p", Issuer: "https://github.com", Subject: "583231", Name: "Octo"},
		},
		"GitHub Enterprise": {
			signin.KindGitHub, "https://git.example.org/", `{"id":7,"login":"octo","name":null}`,
			"https://git.example.org/login/oauth/authorize",
			models.Identity{Provider: "p", Issuer: "https://git.example.org", Subject: "7", Name: "octo"},
		},
		"Mastodon": {
			signin.KindMastodon, "https://social.example.org", `{"id":"1099","username":"lina","display_name":"Лина"}`,
			"https://social.example.org/oauth/authorize",
			models.Identity{Provider: "p", Issuer: "https://social.example.org", Subject: "1099", Name: "Лина"},
		},
		"Nextcloud below a path": {
			signin.KindNextcloud, "https://cloud.example.org/nc", `{"ocs":{"data":{"id":"ana","email":"ana@example.org","display-name":"Ana"}}}`,
			"https://cloud.example.org/nc/apps/oauth2/authorize",
			models.Identity{Provider: "p", Issuer: "https://cloud.example.org/nc", Subject: "ana", Name: "Ana"},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			profile := c.profile
			s := plainHouse(t, c.kind, c.issuer, &profile)
			begun, who, err := finishPlain(t, s, "right")
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, who); diff != "" {
				t.Error(diff)
			}
			if at := begun.Scheme + "://" + begun.Host + begun.Path; at != c.authorise {
				t.Errorf("the browser goes to %s", at)
			}
			if back := begun.Query().Get("redirect_uri"); back != ours+"/auth/p/callback" {
				t.Errorf("and comes back to %s", back)
			}
			_, _, err = finishPlain(t, s, "wrong")
			refusedFor(t, err, signin.ErrRefused, "code not accepted")
			for _, bad := range []string{"", "<html>SECRET", "[]", "{}", `{"id":0}`, `{"id":""}`, `{"ocs":{"data":{"id":"a\nb"}}}`} {
				profile = bad
				_, _, err = finishPlain(t, s, "right")
				refusedFor(t, err, signin.ErrRefused, "profile")
			}
		})
	}
}

func TestAPlainProviderMayNameItselfButNobodyElse(t *testing.T) {
	profile := `{"id":7,"login":"octo"}`
	s := plainHouse(t, signin.KindGitHub, "", &profile)
	for iss, want := range map[string]bool{
		"https://github.com": true, "https://github.com/login/oauth": true,
		"https://github.com.evil.example": false, "https://evil.example": false,
	} {
		b, err := s.Begin(t.Context(), "p", signin.Ask{Purpose: models.PurposeSignIn})
		if err != nil {
			t.Fatal(err)
		}
		begun, _ := url.Parse(b.URL)
		q := url.Values{"code": {"right"}, "state": {begun.Query().Get("state")}, "iss": {iss}}
		if _, _, err := s.Finish(t.Context(), "p", q, b.BrowserSecret); (err == nil) != want {
			t.Errorf("%s: %v", iss, err)
		}
	}
}
