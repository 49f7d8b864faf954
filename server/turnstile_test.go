package server

import (
	"context"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"testing"
	"time"

	"keephope/models"
)

// addressOf is the n-th reader of a network.
func addressOf(network string, n int) netip.Addr {
	return netip.MustParseAddr(network + strconv.Itoa(n))
}

func TestNobodyIsRefusedWhileThereIsRoom(t *testing.T) {
	gate := newTurnstile(crowd{atOnce: 2, most: 10, share: 4, patience: time.Minute})
	for range 1000 { // one after the other, from one address
		leave, err := gate.enter(t.Context(), addressOf("203.0.113.", 7))
		if err != nil {
			t.Fatal(err)
		}
		leave()
	}
	if len(gate.of) != 0 || gate.inside != 0 {
		t.Errorf("%d are remembered: %v", gate.inside, gate.of)
	}
}

func TestOneNetworkCannotKeepTheOthersOut(t *testing.T) {
	gate := newTurnstile(crowd{atOnce: 2, most: 6, share: 4, patience: time.Minute})
	var inside sync.WaitGroup
	defer inside.Wait()
	ctx, end := context.WithCancel(t.Context())
	defer end()
	admitted := make(chan func(), 10)
	enter := func(address netip.Addr) {
		inside.Go(func() {
			if leave, err := gate.enter(ctx, address); err == nil {
				admitted <- leave
			}
		})
	}
	for n := range 4 {
		enter(addressOf("203.0.113.", n)) // two work, two wait
	}
	within(t, func() bool { gate.mu.Lock(); defer gate.mu.Unlock(); return gate.inside == 4 })
	if _, err := gate.enter(ctx, addressOf("203.0.113.", 200)); models.KindOf(err) != models.TooMany {
		t.Errorf("the fifth of a network: %v", err)
	}
	enter(addressOf("198.51.100.", 1)) // waits behind them
	within(t, func() bool { gate.mu.Lock(); defer gate.mu.Unlock(); return gate.inside == 5 })
	for range 5 {
		(<-admitted)()
	}
}

func TestWhoWaitsTooLongIsAskedToComeLater(t *testing.T) {
	gate := newTurnstile(crowd{atOnce: 1, most: 3, share: 3, patience: 10 * time.Millisecond})
	leave, err := gate.enter(t.Context(), netip.Addr{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := gate.enter(t.Context(), addressOf("192.0.2.", 1)); models.KindOf(err) != models.TooMany {
		t.Errorf("behind work that does not end: %v", err)
	}
	leave()
	if leave, err = gate.enter(t.Context(), addressOf("192.0.2.", 1)); err != nil {
		t.Fatal(err)
	}
	leave()
}

func TestNetworksAreCountedByTheirPrefix(t *testing.T) {
	for address, want := range map[string]string{
		"203.0.113.77": "203.0.113.0/24", "::ffff:203.0.113.5": "203.0.113.0/24", "2001:db8:1:2::3": "2001:db8:1::/48",
		"fe80::1%eth0": "fe80::/48", "127.0.0.1": "invalid Prefix", "::1": "invalid Prefix",
	} {
		if got := networkOf(netip.MustParseAddr(address)).String(); got != want {
			t.Errorf("%s counts for %s, want %s", address, got, want)
		}
	}
}

// A flood of searches waits for its turn and is bounded, while the list itself is there for everybody at once.
func TestAFloodOfSearchesIsBoundedAndTheListIsThere(t *testing.T) {
	hold, working := make(chan struct{}), make(chan struct{}, 100)
	c := site(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery != "" {
			working <- struct{}{}
			<-hold
		}
	})
	c.searches = newTurnstile(crowd{atOnce: 2, most: 8, share: 4, patience: time.Minute})
	var flood sync.WaitGroup
	var mu sync.Mutex
	status := map[int]int{}
	for n := range 20 {
		flood.Go(func() {
			w := ask(c, "/en/endorsers?q=flood"+strconv.Itoa(n), "X-Test-Address", "203.0.113.9")
			mu.Lock()
			defer mu.Unlock()
			status[w.Code]++
		})
	}
	<-working
	<-working
	within(t, func() bool { mu.Lock(); defer mu.Unlock(); return status[http.StatusTooManyRequests] == 16 })
	if w := ask(c, "/en/endorsers", "X-Test-Address", "203.0.113.9"); w.Code != http.StatusOK {
		t.Errorf("the list itself: %d", w.Code)
	}
	if len(working) != 0 {
		t.Errorf("%d more work at once than may", len(working))
	}
	flood.Go(func() { // a reader of another network comes in, behind those who wait
		if w := ask(c, "/en/endorsers?q=georgia", "X-Test-Address", "198.51.100.9"); w.Code != http.StatusOK {
			t.Errorf("another network: %d", w.Code)
		}
	})
	within(t, func() bool { c.searches.mu.Lock(); defer c.searches.mu.Unlock(); return c.searches.inside == 5 })
	close(hold)
	flood.Wait()
	if status[http.StatusOK] != 4 {
		t.Errorf("answers: %v", status)
	}
}

// within waits until something is so.
func within(t *testing.T, is func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !is(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it never came to be")
		}
	}
}
