package server

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"keephope/models/modelstest"
)

// visitor of the measured server: the benchmark's side.
type figuresClient struct {
	at    figuresAddresses
	hands int
}

// startFigures starts the measured server on a World's database. It ends with the benchmark.
func startFigures(b *testing.B, w *modelstest.World) *figuresClient {
	b.Helper()
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), figuresVariable+"="+w.URL+" "+w.Keys)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
	c := &figuresClient{hands: 2}
	if err := json.NewDecoder(out).Decode(&c.at); err != nil {
		b.Fatal(err)
	}
	return c
}

// ask asks the measured server a question and decodes the answer.
func (c *figuresClient) ask(b *testing.B, question string, about url.Values, answer any) {
	b.Helper()
	res, err := http.Get(c.at.Control + question + "?" + about.Encode())
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = errors.New(string(body))
	}
	if err == nil {
		err = json.Unmarshal(body, answer)
	}
	if err != nil {
		b.Fatalf("%s: %v", question, err)
	}
}

func (c *figuresClient) usage(b *testing.B) (u usage) {
	b.Helper()
	c.ask(b, "/usage", nil, &u)
	return u
}

// spent is what one request cost.
type spent struct {
	wall, cpu, database time.Duration
	statements          float64
}

// read reads targets of a site in turn, n answers over a few connections, and tells what one of them took.
func (c *figuresClient) read(b *testing.B, site string, targets []string, n int) spent {
	b.Helper()
	before, database, began := c.usage(b), databaseTime(), time.Now()
	var readers sync.WaitGroup
	failed := make(chan error, c.hands)
	for hand := range c.hands {
		readers.Go(func() { failed <- readOver(strings.TrimPrefix(site, "http://"), targets, hand, n/c.hands) })
	}
	readers.Wait()
	wall := time.Since(began)
	for range c.hands {
		if err := <-failed; err != nil {
			b.Fatal(err)
		}
	}
	after, count := c.usage(b), time.Duration(n/c.hands*c.hands)
	return spent{
		wall: wall / count, cpu: (after.CPU - before.CPU) / count, database: (databaseTime() - database) / count,
		statements: float64(after.Statements-before.Statements) / float64(count),
	}
}

// readOver reads n answers over one connection. It is a plain client, so that both servers are measured more than it.
func readOver(address string, targets []string, first, n int) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	defer conn.Close()
	in := bufio.NewReaderSize(conn, 64<<10)
	for i := range n {
		target := targets[(first+i)%len(targets)]
		if _, err := io.WriteString(conn, "GET "+target+" HTTP/1.1\r\nHost: "+address+"\r\n\r\n"); err != nil {
			return err
		}
		res, err := http.ReadResponse(in, nil)
		if err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, res.Body); err != nil || res.StatusCode != http.StatusOK {
			return fmt.Errorf("%s: %d, %w", target, res.StatusCode, err)
		}
	}
	return nil
}

// send posts a form with a session's cookie and expects to be sent on.
func (c *figuresClient) send(b *testing.B, path, token string, form url.Values) {
	b.Helper()
	r, err := http.NewRequest(http.MethodPost, c.at.Site+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	c.expect(b, r, token, http.StatusSeeOther)
}

// open opens a page with a session's cookie.
func (c *figuresClient) open(b *testing.B, path, token string) {
	b.Helper()
	r, err := http.NewRequest(http.MethodGet, c.at.Site+path, nil)
	if err != nil {
		b.Fatal(err)
	}
	c.expect(b, r, token, http.StatusOK)
}

func (c *figuresClient) expect(b *testing.B, r *http.Request, token string, status int) {
	b.Helper()
	r.Header.Set("Cookie", "__Host-session="+token)
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		b.Fatal(err)
	}
	body, _ := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if res.StatusCode != status {
		b.Fatalf("%s: %d\n%.2000s", r.URL.Path, res.StatusCode, body)
	}
}

// databaseTime is the processor time of the throw-away PostgreSQL cluster so far, of all its processes; 0 where the
// system does not tell.
func databaseTime() time.Duration {
	address, err := url.Parse(os.Getenv("KEEPHOPE_TEST_POSTGRES"))
	if err != nil || address.Query().Get("host") == "" {
		return 0
	}
	pid, err := os.ReadFile(filepath.Join(address.Query().Get("host"), "data", "postmaster.pid"))
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(pid), "\n")
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	var ticks int
	for _, path := range stats {
		text, _ := os.ReadFile(path) // a process may be gone since
		_, rest, _ := strings.Cut(string(text), ") ")
		f := strings.Fields(rest) // from the third field of proc(5) on
		switch {
		case len(f) < 15:
		case filepath.Base(filepath.Dir(path)) == first:
			ticks += number(f[11]) + number(f[12]) + number(f[13]) + number(f[14]) // with its ended children
		case f[1] == first:
			ticks += number(f[11]) + number(f[12])
		}
	}
	return time.Duration(ticks) * time.Second / 100
}

func number(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

// middle is the median.
func middle[T float64 | time.Duration](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
