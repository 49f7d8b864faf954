package e2e

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The names under which the program knows its provider of sign-in, and the credentials there.
const (
	providerID   = "house"
	clientID     = "keephope"
	clientSecret = "Zq8vT4kLw2Nf6Rb1Yx9Hd3JmPc5Gs7"
)

// builtProgram is the program, built once for all tests of the run.
type builtProgram struct {
	once   sync.Once
	folder string
	err    error
}

var program builtProgram

// path returns where the program is.
func (b *builtProgram) path(t testing.TB) string {
	t.Helper()
	b.once.Do(func() { b.err = b.build() })
	if b.err != nil {
		t.Fatal(b.err)
	}
	return filepath.Join(b.folder, "keephope")
}

func (b *builtProgram) build() (err error) {
	if b.folder, err = os.MkdirTemp("", "keephope-e2e-"); err != nil {
		return err
	}
	build := exec.Command("go", "build", "-o", filepath.Join(b.folder, "keephope"), "..")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return nil
}

// TestMain removes the program that the tests built.
func TestMain(m *testing.M) {
	status := m.Run()
	if program.folder != "" {
		_ = os.RemoveAll(program.folder)
	}
	os.Exit(status)
}

// place is where a program runs: its environment. Two replicas are two places with one database.
type place struct {
	addr string // 127.0.0.1:port, kept over restarts
	env  map[string]string
}

// newPlace takes a free port and fills in what `serve` needs.
func newPlace(t testing.TB, env map[string]string) place {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().String()
	_ = listener.Close()
	all := map[string]string{
		"KEEPHOPE_ADDR": addr, "KEEPHOPE_BASE_URL": "http://" + addr,
		"KEEPHOPE_OIDC_0_ID": providerID, "KEEPHOPE_OIDC_0_NAME": "House account", "KEEPHOPE_OIDC_0_ISSUER": "http://127.0.0.1:9",
		"KEEPHOPE_OIDC_0_CLIENT_ID": clientID, "KEEPHOPE_OIDC_0_CLIENT_SECRET": clientSecret,
	}
	maps.Copy(all, env)
	return place{addr: addr, env: all}
}

// with is the place with other variables; an empty value takes one away.
func (p place) with(env map[string]string) place {
	all := maps.Clone(p.env)
	maps.Copy(all, env)
	return place{addr: p.addr, env: all}
}

// url is where readers find the program.
func (p place) url() string { return "http://" + p.addr }

// process is the program, running as a process of the operating system.
type process struct {
	place
	t     testing.TB
	cmd   *exec.Cmd
	said  *spoken       // standard output and error
	ended chan struct{} // closed when it has ended
}

// spoken is what a process said.
type spoken struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write implements io.Writer.
func (s *spoken) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *spoken) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// begin prepares a command of the program.
func (p place) begin(t testing.TB, command ...string) *process {
	t.Helper()
	r := &process{place: p, t: t, said: &spoken{}, ended: make(chan struct{})}
	r.cmd = exec.Command(program.path(t), command...)
	r.cmd.Dir = t.TempDir()
	r.cmd.Stdout, r.cmd.Stderr = r.said, r.said
	r.cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + r.cmd.Dir}
	for name, value := range p.env {
		if value != "" {
			r.cmd.Env = append(r.cmd.Env, name+"="+value)
		}
	}
	return r
}

// run starts the process. Whatever happens, it ends with the test.
func (r *process) run() *process {
	r.t.Helper()
	if err := r.cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	r.attend()
	return r
}

// attend waits for the end of a started process, and ends it with the test at the latest.
func (r *process) attend() {
	go func() {
		_ = r.cmd.Wait()
		close(r.ended)
	}()
	r.t.Cleanup(r.kill)
}

// serve starts the program and returns when it is ready.
func (p place) serve(t testing.TB) *process {
	t.Helper()
	r := p.begin(t, "serve").run()
	r.waitReady(20 * time.Second)
	return r
}

// waitReady returns when /readyz answers 200, and ends the test if that takes longer.
func (r *process) waitReady(most time.Duration) {
	r.t.Helper()
	for end := time.Now().Add(most); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if status, _ := r.probe("/readyz"); status == http.StatusOK {
			return
		}
		select {
		case <-r.ended:
			r.t.Fatalf("the program ended:\n%s", r.said)
		default:
		}
	}
	r.t.Fatalf("the program is not ready after %s:\n%s", most, r.said)
}

// probe asks an address on a connection of its own; status is 0 if nothing answers.
func (r *process) probe(path string) (status int, body string) {
	ctx, cancel := context.WithTimeout(context.Background(), 25*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.url()+path, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	req.Close = true
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, ""
	}
	defer res.Body.Close()
	text, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(text)
}

// kill ends the process with SIGKILL, as the system does when memory or power is gone.
func (r *process) kill() {
	if err := r.cmd.Process.Signal(syscall.SIGKILL); err != nil && !errors.Is(err, os.ErrProcessDone) {
		r.t.Errorf("kill: %v", err)
	}
	<-r.ended
}

// exit waits until the process has ended by itself and returns its status.
func (r *process) exit(most time.Duration) int {
	r.t.Helper()
	select {
	case <-r.ended:
		return r.cmd.ProcessState.ExitCode()
	case <-time.After(most):
		r.t.Fatalf("the program still runs after %s:\n%s", most, r.said)
		return 0
	}
}

// newKeys makes a key ring with the program itself.
func newKeys(t testing.TB) string {
	t.Helper()
	r := (place{}).begin(t, "keys").run()
	if status := r.exit(10 * time.Second); status != 0 {
		t.Fatalf("keephope keys: %d %s", status, r.said)
	}
	return strings.TrimSpace(r.said.String())
}
