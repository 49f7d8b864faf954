package server

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"keephope/config"
	"keephope/models"
	"keephope/views/locale"
)

// figuresVariable makes this binary the measured server: database and keys, with a blank between them.
const figuresVariable = "KEEPHOPE_FIGURES"

// TestMain lets the benchmark of figures start its server as a process of its own, whose memory and processor time are
// nobody else's.
func TestMain(m *testing.M) {
	if world := os.Getenv(figuresVariable); world != "" {
		if err := serveFigures(world, os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// measured is the server under measurement, and beside it the limit: an echo handler that answers from memory.
type measured struct {
	app *App

	mu   sync.Mutex
	kept map[string]*recorder // by address with its query
}

// addresses of the measured server.
type figuresAddresses struct {
	Site     string // the program as it is
	Uncached string // the program without its page cache
	Memory   string // the limit: the same answers out of memory
	Control  string
}

// serveFigures serves until its input ends.
func serveFigures(world string, in io.Reader, out io.Writer) error {
	database, keys, _ := strings.Cut(world, " ")
	app, err := openFigures(database, keys)
	if err != nil {
		return err
	}
	defer func() { _ = app.Close() }()
	m := &measured{app: app, kept: map[string]*recorder{}}
	at := figuresAddresses{Site: app.URL()}
	memory := echo.New()
	memory.GET("/*", m.fromMemory)
	for address, handler := range map[*string]http.Handler{
		&at.Uncached: app.pages.next, &at.Memory: memory, &at.Control: m.control(),
	} {
		if *address, err = beside(handler); err != nil {
			return err
		}
	}
	if err := json.NewEncoder(out).Encode(at); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, in)
	return err
}

// openFigures starts the program on a planted database, at the instant when that was planted.
func openFigures(database, keys string) (*App, error) {
	env := map[string]string{
		"KEEPHOPE_ADDR": "127.0.0.1:0", "KEEPHOPE_DATA": filepath.Dir(database), "KEEPHOPE_KEYS": keys,
		"KEEPHOPE_BASE_URL": "https://keephope.example.org",
	}
	if models.IsPostgres(database) {
		env["KEEPHOPE_DATA"], env["KEEPHOPE_DATABASE_URL"] = os.TempDir(), database
	}
	cfg, err := config.Load(func(name string) string { return env[name] })
	if err != nil {
		return nil, err
	}
	began := time.Now()
	now := func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC).Add(time.Since(began)) }
	return Open(context.Background(), cfg, Parts{Now: now, Rand: rand.Reader, Log: slog.New(slog.DiscardHandler)})
}

// beside serves a handler on a port of its own, as the program is served; the control takes the time that it needs.
func beside(handler http.Handler) (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	limits := usualTimeouts()
	if _, control := handler.(*http.ServeMux); control {
		limits = Timeouts{Header: limits.Header}
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: limits.Header, ReadTimeout: limits.Read, WriteTimeout: limits.Write, IdleTimeout: limits.Idle,
	}
	go func() { _ = server.Serve(listener) }()
	return "http://" + listener.Addr().String(), nil
}

// fromMemory answers what was kept: the limit of any server in this language.
func (m *measured) fromMemory(c echo.Context) error {
	m.mu.Lock()
	answer, ok := m.kept[c.Request().RequestURI]
	m.mu.Unlock()
	if !ok {
		return echo.ErrNotFound
	}
	h := c.Response().Header()
	for name, values := range answer.header {
		h[name] = values
	}
	return c.Blob(answer.status, answer.header.Get("Content-Type"), answer.body.Bytes())
}

// usage is what the measured process has used so far.
type usage struct {
	CPU        time.Duration
	Heap       uint64 // bytes in use after a collection
	Peak       uint64 // bytes of memory at most
	Statements uint64
}

// control answers the benchmark's questions. An answer is JSON; a failure is 500 with its text.
func (m *measured) control() http.Handler {
	mux := http.NewServeMux()
	for path, ask := range map[string]func(url.Values) (any, error){
		"/usage": m.usage, "/memory": m.memory, "/keep": m.keep, "/list": m.list, "/insert": m.insert,
	} {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			answer, err := ask(r.URL.Query())
			if err == nil {
				err = json.NewEncoder(w).Encode(answer)
			}
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
			}
		})
	}
	return mux
}

func (m *measured) usage(url.Values) (any, error) {
	cpu, peak, err := processor()
	return usage{CPU: cpu, Peak: peak, Statements: m.app.store.Statements()}, err
}

// memory is usage after a collection.
func (m *measured) memory(url.Values) (any, error) {
	runtime.GC()
	var heap runtime.MemStats
	runtime.ReadMemStats(&heap)
	cpu, peak, err := processor()
	return usage{CPU: cpu, Peak: peak, Heap: heap.HeapInuse}, err
}

// processor is the time that this process has spent computing, and the most memory that it ever had. A database
// server's are not in it.
func processor() (time.Duration, uint64, error) {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0, 0, err
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()), mostMemory(uint64(used.Maxrss) << 10), nil
}

// mostMemory is the most that this program ever had, where Linux tells it; else what the system told. The latter begins
// with what the process that started this one had at its most, and that planted the endorsers (getrusage(2), execve).
func mostMemory(told uint64) uint64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return told
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return told
	}
	kilobytes, err := strconv.ParseUint(fields[0], 10, 54)
	if err != nil {
		return told
	}
	return kilobytes << 10
}

// keep asks the program for a page and keeps the answer for the handler that answers from memory: as the page cache
// gives it, or with fresh as it is rendered. It tells the bytes and the SQL statements.
func (m *measured) keep(q url.Values) (any, error) {
	target := q.Get("target")
	var site http.Handler = m.app.pages
	if q.Get("fresh") != "" {
		site = m.app.pages.next
	}
	before := m.app.store.Statements()
	w := httptest.NewRecorder()
	site.ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, nil))
	if w.Code != http.StatusOK {
		return nil, fmt.Errorf("%s is answered with %d", target, w.Code)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.kept[target] = &recorder{header: w.Header(), status: w.Code, body: *w.Body}
	return []uint64{uint64(w.Body.Len()), m.app.store.Statements() - before}, nil
}

// list asks the store alone, n times for the targets in turn, and tells of one answer the processor time and how long it
// took.
func (m *measured) list(q url.Values) (any, error) {
	var queries []models.ListQuery
	for _, target := range q["target"] {
		u, err := url.Parse(target)
		if err != nil {
			return nil, err
		}
		f := u.Query()
		query := models.ListQuery{
			Text: f.Get("q"), Country: f.Get("country"), Community: f.Get("community"), Order: models.ListOrder(f.Get("order")), Page: f.Get("page"),
		}
		for _, country := range locale.For(locale.English).Countries() {
			query.CountryRank = append(query.CountryRank, country.Code)
		}
		queries = append(queries, query)
	}
	n, err := strconv.Atoi(q.Get("n"))
	if err != nil {
		return nil, err
	}
	began := time.Now()
	before, _, err := processor()
	if err != nil {
		return nil, err
	}
	for i := range n {
		if _, err := m.app.store.Endorsers(context.Background(), queries[i%len(queries)]); err != nil {
			return nil, err
		}
	}
	after, _, err := processor()
	return []time.Duration{(after - before) / time.Duration(n), time.Since(began) / time.Duration(n)}, err
}

// insert writes n rows, each durably, and tells how long that took.
func (m *measured) insert(q url.Values) (any, error) {
	n, err := strconv.Atoi(q.Get("n"))
	if err != nil {
		return nil, err
	}
	pool, _ := m.app.store.SQL()
	began := time.Now()
	for range n {
		if _, err := pool.Exec("INSERT INTO bare (id, note) VALUES ('" + m.app.store.NewID() + "', 'We keep a light on.')"); err != nil {
			return nil, err
		}
	}
	return time.Since(began), nil
}
