package signin_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"keephope/models"
	"keephope/server/signin"
)

// peerVersion is the npm package oidc-provider, a certified provider that shares no line with us.
const peerVersion = "9.13.3"

// TestAnIndependentProvider signs in at a provider that others wrote, on another host name than ours, with real cookies
// and its own forms.
func TestAnIndependentProvider(t *testing.T) {
	front := &front{}
	server := httptest.NewServer(front)
	t.Cleanup(server.Close)
	issuer := startPeer(t, server.URL+signin.CallbackPath("peer"))
	if strings.Contains(server.URL, "localhost") {
		t.Fatal("we are on the host name of the provider")
	}
	var err error
	front.SignIn, err = signin.New([]signin.Config{{ID: "peer", Issuer: issuer, ClientID: clientID, ClientSecret: clientSecret}}, signin.Deps{
		BaseURL: server.URL, Transactions: &memory{}, Now: time.Now, Rand: rand.Reader,
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := front.Providers(t.Context())[0].Origins[0]; got != issuer {
		t.Errorf("origin %s, want %s", got, issuer)
	}

	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	page := submit(t, &http.Client{Jar: jar}, server.URL+"/sign-in", nil)
	for range 4 {
		form := page.doc.Find("form").First()
		action, ok := form.Attr("action")
		if !ok {
			break
		}
		fields := url.Values{"login": {"maja"}, "password": {"any"}}
		form.Find("input[type=hidden]").Each(func(_ int, s *goquery.Selection) {
			fields.Set(s.AttrOr("name", ""), s.AttrOr("value", ""))
		})
		page = submit(t, &http.Client{Jar: jar}, page.address.ResolveReference(mustParse(t, action)).String(), fields)
	}
	want := models.Identity{Provider: "peer", Issuer: issuer, Subject: "maja", Name: "Name of maja"}
	if front.err != nil || front.who != want {
		t.Errorf("%+v, %v\n%s", front.who, front.err, page.doc.Text())
	}
}

// front is the little of our own site that a sign-in needs.
type front struct {
	*signin.SignIn
	who models.Identity
	err error
}

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost && r.URL.Path == "/sign-in" {
		begun, err := f.Begin(r.Context(), "peer", signin.Ask{Purpose: models.PurposeSignIn, Language: "ar"})
		if f.err = err; err != nil {
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "sign-in", Value: begun.BrowserSecret, HttpOnly: true, SameSite: http.SameSiteLaxMode, Path: "/"})
		http.Redirect(w, r, begun.URL, http.StatusSeeOther)
		return
	}
	cookie, err := r.Cookie("sign-in")
	if f.err = err; err != nil {
		return
	}
	f.who, _, f.err = f.Finish(r.Context(), "peer", r.URL.Query(), cookie.Value)
	w.Header().Set("Content-Type", "text/html")
	_, _ = io.WriteString(w, "<p>back</p>")
}

// shown is a page and where it came from.
type shown struct {
	doc     *goquery.Document
	address *url.URL
}

// submit posts a form and follows to the next page.
func submit(t *testing.T, client *http.Client, address string, fields url.Values) shown {
	t.Helper()
	resp, err := client.PostForm(address, fields)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	doc, err := goquery.NewDocumentFromReader(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return shown{doc, resp.Request.URL}
}

func mustParse(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// startPeer starts the provider and returns its issuer. Without node the test is skipped, unless CI=true.
func startPeer(t *testing.T, callback string) string {
	t.Helper()
	folder := peerFolder(t)
	script, err := os.ReadFile(filepath.Join("testdata", "peer.mjs"))
	if err != nil {
		t.Fatal(err)
	}
	node := exec.CommandContext(t.Context(), "node", "--input-type=module", "--eval", string(script), "peer.mjs", callback)
	node.Dir = folder
	var says bytes.Buffer
	node.Stderr = &says
	in, err := node.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := node.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		_ = node.Wait()
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if port := strings.TrimSpace(lines.Text()); port != "" && strings.Trim(port, "0123456789") == "" {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return "http://localhost:" + port
		}
	}
	t.Fatalf("the provider did not start: %s", says.String())
	return ""
}

// peerFolder returns a folder outside of the repository with the provider in it, installing it on first use.
func peerFolder(t *testing.T) string {
	t.Helper()
	give := t.Skipf
	if os.Getenv("CI") == "true" {
		give = t.Fatalf
	}
	if _, err := exec.LookPath("npm"); err != nil {
		give("node and npm are needed: apt-get install nodejs npm")
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	folder := filepath.Join(cache, "keephope", "oidc-provider-"+peerVersion)
	if installedPeer(folder) == peerVersion {
		return folder
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	npm := exec.CommandContext(ctx, "npm", "install", "--prefix", folder, "--no-save", "--ignore-scripts",
		"--no-audit", "--no-fund", "oidc-provider@"+peerVersion)
	if said, err := npm.CombinedOutput(); err != nil || installedPeer(folder) != peerVersion {
		give("npm install oidc-provider: %v\n%s", err, said)
	}
	return folder
}

// installedPeer returns the version that is installed in a folder, or "".
func installedPeer(folder string) string {
	b, err := os.ReadFile(filepath.Join(folder, "node_modules", "oidc-provider", "package.json"))
	if err != nil {
		return ""
	}
	var about struct {
		Version string `json:"version"`
	}
	if json.Unmarshal(b, &about) != nil {
		return ""
	}
	return about.Version
}
