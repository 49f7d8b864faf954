package signin_test

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/url"
	"sync"
	"testing"
	"time"

	"keephope/models"
	"keephope/server/signin"
)

// memory keeps begun sign-ins like the store does: by the hash of their state, for one taker.
type memory struct {
	mu    sync.Mutex
	begun map[string]models.SignIn
	err   error
}

func (m *memory) KeepSignIn(_ context.Context, begun models.SignIn) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.begun == nil {
		m.begun = map[string]models.SignIn{}
	}
	m.begun[string(begun.StateHash)] = begun
	return m.err
}

func (m *memory) TakeSignIn(_ context.Context, stateHash []byte) (models.SignIn, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	begun, ok := m.begun[string(stateHash)]
	delete(m.begun, string(stateHash))
	if m.err != nil {
		return models.SignIn{}, m.err
	}
	if !ok {
		return models.SignIn{}, models.ErrNoSignIn
	}
	return begun, nil
}

// clock is a clock that a test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// house is an instance with one provider, which the test can turn hostile, and a second one.
type house struct {
	*signin.SignIn
	store *memory
	clock *clock
	idp   *idp
	other *idp
}

const (
	ours         = "https://keephope.example"
	clientID     = "keep-hope"
	clientSecret = "the client's secret"
)

// newHouse opens a house; timeout zero means the usual one.
func newHouse(t *testing.T, timeout time.Duration) *house {
	t.Helper()
	return openHouse(t, signin.Deps{Timeout: timeout})
}

// newHouseThatMayAsk opens a house whose operator listed hosts.
func newHouseThatMayAsk(t *testing.T, hosts []string) *house {
	t.Helper()
	return openHouse(t, signin.Deps{Hosts: hosts})
}

func openHouse(t *testing.T, deps signin.Deps) *house {
	t.Helper()
	h := &house{store: &memory{}, clock: &clock{now: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)}}
	h.idp, h.other = newIDP(t, h.clock.Now), newIDP(t, h.clock.Now)
	deps.BaseURL, deps.Transactions, deps.Now, deps.Rand = ours, h.store, h.clock.Now, rand.Reader
	var err error
	h.SignIn, err = signin.New([]signin.Config{
		{ID: "first", Issuer: h.idp.URL, ClientID: clientID, ClientSecret: clientSecret},
		{ID: "second", Issuer: h.other.URL, ClientID: clientID, ClientSecret: clientSecret},
	}, deps)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// trip is a browser that went to the provider and came back.
type trip struct {
	begun signin.Begun
	query url.Values
}

// begin begins a plain sign-in at the first provider.
func (h *house) begin(t *testing.T) signin.Begun {
	t.Helper()
	begun, err := h.Begin(t.Context(), "first", signin.Ask{ReturnTo: "/en/me", Purpose: models.PurposeSignIn})
	if err != nil {
		t.Fatal(err)
	}
	return begun
}

// travel begins a sign-in and lets the provider send the browser back.
func (h *house) travel(t *testing.T) trip {
	t.Helper()
	begun := h.begin(t)
	return trip{begun, visit(t, begun.URL)}
}

// arrive finishes a trip at the first provider's callback.
func (h *house) arrive(t *testing.T, back trip) (models.Identity, models.SignIn, error) {
	t.Helper()
	return h.Finish(t.Context(), "first", back.query, back.begun.BrowserSecret)
}

// signInPlainly goes the plain way, which must succeed: it proves that a refusal beside it has its own reason.
func (h *house) signInPlainly(t *testing.T) models.Identity {
	t.Helper()
	who, _, err := h.arrive(t, h.travel(t))
	if err != nil {
		t.Fatalf("the plain way: %v", err)
	}
	return who
}

// visit follows an address like a browser, up to where it is sent back to us, and returns that query.
func visit(t *testing.T, address string) url.Values {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	back, err := resp.Location()
	if err != nil {
		t.Fatalf("the provider answered %s without a way back", resp.Status)
	}
	return back.Query()
}
