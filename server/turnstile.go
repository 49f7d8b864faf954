package server

import (
	"context"
	"net/http"
	"net/netip"
	"runtime"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"keephope/models"
)

// turnstile bounds work that costs much, by how much of it is under way and not by who asks how often: while there is
// room nobody is refused, neither a whole office behind one address nor a Tor exit. When there is none, whoever comes
// waits a little, and is then asked to come later. One network holds a part of the places only, so that it cannot keep
// the others out. Nothing is remembered of anybody who has left.
type turnstile struct {
	crowd
	places chan struct{} // one for each work that is under way

	mu     sync.Mutex
	inside int
	of     map[netip.Prefix]int
}

// crowd is how many pass a turnstile.
type crowd struct {
	atOnce   int           // works that may be under way
	most     int           // who may be inside: at work or waiting
	share    int           // how many of them from one network
	patience time.Duration // how long somebody waits for a place
	idle     time.Duration // how long a reader may take nothing of an answer that is long (see unhurried)
}

// sharedNetworks is how many times the share of one network belongs to loopback, where everybody comes from who uses the
// onion service.
const sharedNetworks = 3

// searchTurnstile is for the pages of the list that are not kept already: searches, filters and deep pages.
func searchTurnstile() *turnstile {
	atOnce := 2 * runtime.GOMAXPROCS(0)
	return newTurnstile(crowd{atOnce: atOnce, most: atOnce + 256, share: 64, patience: 2 * time.Second})
}

// fileTurnstile is for whole lists as a file. Most of the time goes into waiting for the reader, who holds no place then.
func fileTurnstile() *turnstile {
	return newTurnstile(crowd{atOnce: 8, most: 128, share: 4, patience: 2 * time.Second, idle: 5 * time.Second})
}

// cardTurnstile is for pictures that are drawn when they are asked for: one at a time, which costs one core some 40 ms.
func cardTurnstile() *turnstile {
	return newTurnstile(crowd{atOnce: 1, most: 64, share: 64, patience: 2 * time.Second, idle: 5 * time.Second})
}

func newTurnstile(c crowd) *turnstile {
	return &turnstile{crowd: c, places: make(chan struct{}, c.atOnce), of: map[netip.Prefix]int{}}
}

// enter waits for a place. Returns TooMany if there is none in time; else leave gives it back.
func (t *turnstile) enter(ctx context.Context, address netip.Addr) (leave func(), err error) {
	network := networkOf(address)
	if !t.admit(network) {
		return nil, &models.Error{Kind: models.TooMany}
	}
	late := time.NewTimer(t.patience)
	defer late.Stop()
	select {
	case t.places <- struct{}{}:
		return func() { <-t.places; t.release(network) }, nil
	case <-late.C:
	case <-ctx.Done():
	}
	t.release(network)
	return nil, &models.Error{Kind: models.TooMany}
}

func (t *turnstile) admit(network netip.Prefix) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	share := t.share
	if !network.IsValid() {
		share *= sharedNetworks
	}
	if t.inside >= t.most || t.of[network] >= share {
		return false
	}
	t.inside++
	t.of[network]++
	return true
}

func (t *turnstile) release(network netip.Prefix) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.inside--
	if t.of[network]--; t.of[network] == 0 {
		delete(t.of, network)
	}
}

// networkOf is what counts as one network: a /24 of IPv4, a /48 of IPv6; the zero Prefix for loopback and the unknown.
func networkOf(address netip.Addr) netip.Prefix {
	address = address.Unmap().WithZone("")
	if !address.IsValid() || address.IsLoopback() {
		return netip.Prefix{}
	}
	bits := 48
	if address.Is4() {
		bits = 24
	}
	network, _ := address.Prefix(bits) // the length fits
	return network
}

// through lets a handler's callers pass a turnstile. While a part of the answer goes out they hold no place.
func (t *turnstile) through(handle echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		address, _ := netip.ParseAddr(c.RealIP())
		leave, err := t.enter(c.Request().Context(), address)
		if err != nil {
			return err
		}
		w := &unhurried{ResponseWriter: c.Response().Writer, ctx: c.Request().Context(), of: t}
		c.Response().Writer = w
		defer func() {
			c.Response().Writer = w.ResponseWriter // an error is told after the place is given back
			if w.gone {
				t.release(networkOf(address))
				return
			}
			leave()
		}()
		return handle(c)
	}
}

// unhurried is a connection whose reader holds no place while it reads: whoever reads slowly, or nothing at all, keeps
// nobody from the work. Who takes nothing for as long as idle is cut.
type unhurried struct {
	http.ResponseWriter
	ctx  context.Context
	of   *turnstile
	gone bool // the place was not got back
}

// Write sends one part of the answer.
func (u *unhurried) Write(part []byte) (int, error) {
	if u.gone {
		return 0, u.ctx.Err()
	}
	<-u.of.places
	cut := time.AfterFunc(u.of.idle, func() {
		_ = http.NewResponseController(u.ResponseWriter).SetWriteDeadline(time.Unix(1, 0))
	})
	n, err := u.ResponseWriter.Write(part)
	cut.Stop()
	select {
	case u.of.places <- struct{}{}:
		return n, err
	case <-u.ctx.Done():
		u.gone = true
		return n, u.ctx.Err()
	}
}

// Unwrap is for http.ResponseController.
func (u *unhurried) Unwrap() http.ResponseWriter { return u.ResponseWriter }

// outside makes a context for an answer that no route gives.
func (a *App) outside(answer func(echo.Context)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_ = headers(a.cookies.HTTPS)(func(c echo.Context) error {
			answer(c)
			return nil
		})(a.echo.NewContext(r, w))
	}
}
