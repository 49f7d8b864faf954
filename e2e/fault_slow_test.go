package e2e

import (
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"keephope/models"
	"keephope/server"
)

// slowClients is how many of each kind keep the program busy.
const slowClients = 200

func TestFaultSlowClientsAreCutAndReadersServed(t *testing.T) {
	s := newStage(t, "")
	s.Member(t, s.Call(t), "House of Windows", models.Public)
	app := s.open(t, nil, server.Parts{Timeouts: server.Timeouts{
		Header: time.Second, Read: 3 * time.Second, Write: 3 * time.Second, Idle: 2 * time.Second, Request: 20 * time.Second,
	}})
	began := time.Now()
	var slow sync.WaitGroup
	var late atomic.Int64
	for i := range slowClients {
		slow.Go(func() { drip(t, app.URL(), &late, "GET /en/ HTTP/1.1\r\nHost: x\r\n", fmt.Sprintf("X-%d: ", i)) })
		slow.Go(func() {
			drip(t, app.URL(), &late, "POST /en/sign-out HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"+
				"Content-Length: 100000\r\n\r\n", "form_id=")
		})
	}
	stopped := make(chan struct{})
	go func() {
		slow.Wait()
		close(stopped)
	}()
	reader, served := newVisitor(t, ""), 0
	for cut := false; !cut; served++ {
		asked := time.Now()
		if a := reader.must(t, http.MethodGet, app.URL()+"/en/endorsers", nil); a.status != http.StatusOK {
			t.Fatalf("a reader meanwhile: %d", a.status)
		}
		if waited := time.Since(asked); waited > 5*time.Second {
			t.Errorf("a reader waited %s", waited)
		}
		select {
		case <-stopped:
			cut = true
		case <-time.After(20 * time.Millisecond):
		}
		if time.Since(began) > 20*time.Second {
			t.Fatal("slow clients still hold their connections")
		}
	}
	if n := late.Load(); n > 0 {
		t.Errorf("%d of %d slow clients were not cut in time", n, 2*slowClients)
	}
	if served < 10 {
		t.Errorf("only %d pages were served meanwhile", served)
	}
}

// drip sends the beginning of a request and then a byte now and then, until the program ends the connection. It counts
// a connection that is open for longer than the time-outs of the test allow.
func drip(t *testing.T, address string, late *atomic.Int64, begin, then string) {
	at, err := url.Parse(address)
	if err != nil {
		t.Error(err)
		return
	}
	conn, err := net.Dial("tcp", at.Host)
	if err != nil {
		t.Errorf("connect: %v", err)
		return
	}
	defer conn.Close()
	ended := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, conn) // until the program has said its last word
		close(ended)
	}()
	if _, err := io.WriteString(conn, begin+then); err != nil {
		return
	}
	most := time.After(10 * time.Second)
	for {
		select {
		case <-ended:
			return
		case <-most:
			late.Add(1)
			return
		case <-time.After(200 * time.Millisecond):
			_, _ = io.WriteString(conn, "a")
		}
	}
}

func TestFaultHeadersAreBounded(t *testing.T) {
	s := newStage(t, "")
	app := s.open(t, nil, server.Parts{})
	for what, change := range map[string]func(*http.Request){
		"a long header":  func(r *http.Request) { r.Header.Set("X-Long", strings.Repeat("a", 64<<10)) },
		"many headers":   func(r *http.Request) { r.Header["X-Many"] = make([]string, 20_000) },
		"a long address": func(r *http.Request) { r.URL.RawQuery = "q=" + strings.Repeat("a", 64<<10) },
		"a long cookie":  func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "a", Value: strings.Repeat("a", 64<<10)}) },
	} {
		r, err := http.NewRequest(http.MethodGet, app.URL()+"/en/", nil)
		if err != nil {
			t.Fatal(err)
		}
		change(r)
		if a, err := newVisitor(t, "").send(r); err == nil && a.status != http.StatusRequestHeaderFieldsTooLarge {
			t.Errorf("%s: %d, want 431", what, a.status)
		}
	}
}

// failing is a source of randomness that panics once when it is told to, as a fault of the program would.
type failing struct{ armed atomic.Bool }

// Read implements io.Reader.
func (f *failing) Read(p []byte) (int, error) {
	if f.armed.CompareAndSwap(true, false) {
		var none []int
		_ = none[len(p)]
	}
	return rand.Read(p)
}

var errorCode = regexp.MustCompile(`code ([a-z0-9]{10})\.`)

func TestFaultAPanicIsAPageAndALineInTheLog(t *testing.T) {
	s := newStage(t, "")
	source, log := &failing{}, &spoken{}
	app := s.open(t, nil, server.Parts{Rand: source, Log: slog.New(slog.NewTextHandler(log, nil))})
	maja := newVisitor(t, s.Arrive(t, "Maja"))
	source.armed.Store(true)
	broken := maja.must(t, http.MethodGet, app.URL()+"/en/me/sessions", nil)
	code := errorCode.FindStringSubmatch(broken.body)
	if broken.status != http.StatusInternalServerError || code == nil {
		t.Fatalf("%d without a code:\n%s", broken.status, broken.body)
	}
	for _, inside := range []string{"runtime error", "index out of range", "goroutine", ".go:"} {
		if strings.Contains(broken.body, inside) {
			t.Errorf("the page tells %q", inside)
		}
	}
	if said := log.String(); !strings.Contains(said, code[1]) || !strings.Contains(said, "index out of range") || !strings.Contains(said, "fault_slow_test.go") {
		t.Errorf("the log does not have the code %s with the cause and the place:\n%s", code[1], said)
	}
	if a := maja.must(t, http.MethodGet, app.URL()+"/en/me/sessions", nil); a.status != http.StatusOK {
		t.Errorf("afterwards: %d, want 200", a.status)
	}
}
