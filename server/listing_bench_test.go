package server

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"keephope/config"
	"keephope/models"
	"keephope/models/modelstest"
)

// BenchmarkPublicList measures the page of the public list among so many endorsers, on both databases: hot over the
// network beside an echo handler that answers the same bytes from memory, and uncached with its processor time.
func BenchmarkPublicList(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		for _, database := range []string{"sqlite", "postgres"} {
			b.Run(fmt.Sprintf("%s/%d", database, n), func(b *testing.B) {
				url := filepath.Join(b.TempDir(), "keephope.db")
				if database == "postgres" {
					url = modelstest.Postgres(b)
				}
				w := modelstest.NewWorld(b, url)
				w.Plant(b, w.Call(b), modelstest.Town(n))
				if database == "postgres" {
					w.Analyze(b)
				}
				benchmarkList(b, openOn(b, w))
			})
		}
	}
}

// openOn starts the program on a World's database.
func openOn(b *testing.B, w *modelstest.World) *App {
	cfg, err := config.Load(func(name string) string {
		env := map[string]string{
			"KEEPHOPE_ADDR": "127.0.0.1:0", "KEEPHOPE_DATA": filepath.Dir(w.URL), "KEEPHOPE_KEYS": w.Keys,
			"KEEPHOPE_BASE_URL": "https://keephope.example.org",
		}
		if models.IsPostgres(w.URL) {
			env["KEEPHOPE_DATA"], env["KEEPHOPE_DATABASE_URL"] = b.TempDir(), w.URL
		}
		return env[name]
	})
	if err != nil {
		b.Fatal(err)
	}
	app, err := Open(b.Context(), cfg, Parts{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = app.Close() })
	return app
}

func benchmarkList(b *testing.B, app *App) {
	deep := "/en/endorsers?order=name"
	for range 20 {
		deep = next(b, app, deep)
	}
	for name, target := range map[string]string{
		"deep": deep, "country": "/en/endorsers?country=AE", "search": "/en/endorsers?q=nisation+77", "common": "/en/endorsers?q=memorial",
	} {
		b.Run("uncached "+name, func(b *testing.B) {
			used := processor(b)
			for b.Loop() {
				if code := uncached(app, target).Code; code != http.StatusOK {
					b.Fatal(code)
				}
			}
			b.ReportMetric(float64(processor(b)-used)/float64(b.N)/float64(time.Millisecond), "cpu-ms/op")
		})
	}
	body := uncached(app, "/en/endorsers").Body.Bytes()
	b.Run("hot", func(b *testing.B) { overNetwork(b, app.URL()+"/en/endorsers", len(body)) })
	b.Run("memory", func(b *testing.B) { overNetwork(b, fromMemory(b, body), len(body)) })
}

// next is the address of the next page.
func next(b *testing.B, app *App, target string) string {
	found := regexp.MustCompile(`href="([^"]*)" rel="next"`).FindSubmatch(uncached(app, target).Body.Bytes())
	if found == nil {
		return target // the list is short
	}
	return string(regexp.MustCompile("&amp;").ReplaceAll(found[1], []byte("&")))
}

func uncached(app *App, target string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	app.pages.next.ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, nil))
	return w
}

// fromMemory is an echo server that answers a body and nothing else.
func fromMemory(b *testing.B, body []byte) string {
	e := echo.New()
	e.GET("/:lang/endorsers", func(c echo.Context) error { return c.HTMLBlob(http.StatusOK, body) })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	server := &http.Server{Handler: e, ReadHeaderTimeout: time.Second}
	go func() { _ = server.Serve(listener) }()
	b.Cleanup(func() { _ = server.Close() })
	return "http://" + listener.Addr().String() + "/en/endorsers"
}

func overNetwork(b *testing.B, url string, size int) {
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	defer client.CloseIdleConnections()
	for b.Loop() {
		res, err := client.Get(url)
		if err != nil {
			b.Fatal(err)
		}
		n, err := io.Copy(io.Discard, res.Body)
		_ = res.Body.Close()
		if err != nil || int(n) != size {
			b.Fatalf("%d bytes, want %d (%v)", n, size, err)
		}
	}
}

// processor is the time that this process has spent computing. A database server's is not in it.
func processor(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
