package e2e

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"
)

// drainLimit is how long the program may take to end after SIGTERM.
const drainLimit = 15 * time.Second

func TestFaultSIGTERMFinishesWhatIsInHand(t *testing.T) {
	onStages(t, func(t *testing.T, s *stage) {
		t.Parallel()
		s.providerFor(t, "Maja")
		r := s.serve(t)
		maja := s.signIn(t, "Maja")
		form := url.Values{"form_id": {s.Form()}}.Encode()
		conn := halfAForm(t, s.addr, maja.token, form)

		terminate(t, r)
		untilRefused(t, s.addr)
		if _, err := io.WriteString(conn, form[len(form)/2:]); err != nil {
			t.Fatal(err)
		}
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatalf("the request in hand was not answered: %v", err)
		}
		defer res.Body.Close()
		if res.StatusCode != http.StatusSeeOther {
			t.Errorf("the request in hand was answered %d, want 303", res.StatusCode)
		}
		if status := r.exit(drainLimit); status != 0 {
			t.Errorf("exit status %d, want 0:\n%s", status, r.said)
		}
		if n := s.Count(t, "SELECT count(*) FROM sessions"); n != 0 {
			t.Errorf("signed out under SIGTERM, and %d sessions are left", n)
		}
	})
}

func TestFaultNobodyKeepsTheProgramFromEnding(t *testing.T) {
	t.Parallel()
	s := newStage(t, "")
	r := s.serve(t)
	halfAForm(t, s.addr, "", "form_id=aaaa")
	began := time.Now()
	terminate(t, r)
	if status := r.exit(drainLimit); status != 0 {
		t.Errorf("exit status %d, want 0:\n%s", status, r.said)
	}
	if waited := time.Since(began); waited < 5*time.Second {
		t.Errorf("the request in hand had only %s", waited)
	}
}

// terminate asks a process to end, as the system does when it shuts down.
func terminate(t testing.TB, r *process) {
	t.Helper()
	if err := r.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
}

// halfAForm sends a sign-out up to the middle of its body and returns the connection when the program reads on it.
func halfAForm(t testing.TB, addr, token, form string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(time.Minute))
	fmt.Fprintf(conn, "POST /en/sign-out HTTP/1.1\r\nHost: %s\r\nSec-Fetch-Site: same-origin\r\nCookie: demo-session=%s\r\nExpect: 100-continue\r\n"+
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n", addr, token, len(form))
	// "100 Continue" is the program's word that a handler reads the body now.
	line, err := bufio.NewReader(io.LimitReader(conn, int64(len("HTTP/1.1 100 Continue\r\n\r\n")))).ReadString('\n')
	if err != nil || !strings.Contains(line, " 100 ") {
		t.Fatalf("the program does not read on: %q %v", line, err)
	}
	if _, err := io.WriteString(conn, form[:len(form)/2]); err != nil {
		t.Fatal(err)
	}
	return conn
}

// untilRefused returns when nobody takes connections at the address any more.
func untilRefused(t testing.TB, addr string) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			return
		}
		_ = conn.Close()
	}
	t.Fatal("the program still takes connections")
}
