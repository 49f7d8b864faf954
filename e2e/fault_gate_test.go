package e2e

import (
	"context"
	"io"
	"net"
	"net/url"
	"strconv"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
)

// gate stands between the program and its PostgreSQL server: it can be shut, as when the server is down, or hold
// everything back, as when the network swallows it.
type gate struct {
	t       testing.TB
	to      func(context.Context) (net.Conn, error)
	address string // host:port, the same after it was shut

	mu       sync.Mutex
	listener net.Listener
	through  map[net.Conn]bool
	held     chan struct{} // closed while everything flows
}

// newGate opens a gate before the database at address and returns the address of the database behind it.
func newGate(t testing.TB, address string) (*gate, string) {
	t.Helper()
	config, err := pgx.ParseConfig(address)
	if err != nil {
		t.Fatal(err)
	}
	network, at := "tcp", net.JoinHostPort(config.Host, strconv.Itoa(int(config.Port)))
	if config.Host[0] == '/' {
		network, at = "unix", config.Host+"/.s.PGSQL."+strconv.Itoa(int(config.Port))
	}
	g := &gate{t: t, through: map[net.Conn]bool{}, held: make(chan struct{}), address: "127.0.0.1:0"}
	g.to = func(ctx context.Context) (net.Conn, error) { return (&net.Dialer{}).DialContext(ctx, network, at) }
	close(g.held)
	g.open()
	t.Cleanup(g.shut)
	behind := url.URL{Scheme: "postgres", User: url.User(config.User), Host: g.address, Path: "/" + config.Database, RawQuery: "sslmode=disable"}
	if config.Password != "" {
		behind.User = url.UserPassword(config.User, config.Password)
	}
	return g, behind.String()
}

// open lets connections through.
func (g *gate) open() {
	g.t.Helper()
	listener, err := net.Listen("tcp", g.address)
	if err != nil {
		g.t.Fatal(err)
	}
	g.mu.Lock()
	g.listener, g.address = listener, listener.Addr().String()
	g.mu.Unlock()
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go g.pass(conn)
		}
	}()
}

// shut ends every connection and refuses new ones.
func (g *gate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	_ = g.listener.Close()
	for conn := range g.through {
		_ = conn.Close()
	}
}

// hold keeps back what either side sends from now on, and answers no new connection.
func (g *gate) hold() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.held = make(chan struct{})
}

// release lets everything flow again.
func (g *gate) release() {
	g.mu.Lock()
	defer g.mu.Unlock()
	close(g.held)
}

// flows returns when nothing is held back.
func (g *gate) flows() {
	g.mu.Lock()
	held := g.held
	g.mu.Unlock()
	<-held
}

func (g *gate) pass(near net.Conn) {
	defer near.Close()
	far, err := g.to(context.Background())
	if err != nil {
		return
	}
	defer far.Close()
	g.mu.Lock()
	g.through[near], g.through[far] = true, true
	g.mu.Unlock()
	ended := make(chan struct{}, 2)
	for _, way := range [][2]net.Conn{{near, far}, {far, near}} {
		go func() {
			g.copy(way[1], way[0])
			ended <- struct{}{}
		}()
	}
	<-ended
	g.mu.Lock()
	delete(g.through, near)
	delete(g.through, far)
	g.mu.Unlock()
}

func (g *gate) copy(to io.Writer, from io.Reader) {
	piece := make([]byte, 32<<10)
	for {
		n, err := from.Read(piece)
		if err != nil {
			return
		}
		g.flows()
		if _, err := to.Write(piece[:n]); err != nil {
			return
		}
	}
}
