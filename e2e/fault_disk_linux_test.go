package e2e

import (
	"net/http"
	"net/url"
	"syscall"
	"testing"
	"unsafe"
)

func TestFaultTheDiskIsFull(t *testing.T) {
	t.Parallel()
	s := newStage(t, "")
	r := s.serve(t)
	maja := newVisitor(t, s.Arrive(t, "Maja"))
	limitFiles(t, r, 4096) // no file may grow beyond: SQLite meets what a full disk does to it
	away(t, "ar", maja.must(t, http.MethodPost, s.url()+"/ar/sign-out", url.Values{"form_id": {s.Form()}}))
	if a := maja.must(t, http.MethodGet, s.url()+"/ar/me/sessions", nil); a.status != http.StatusOK {
		t.Errorf("a reader meanwhile: %d, want 200", a.status)
	}
	limitFiles(t, r, -1)
	works(t, r, maja)
}

// limitFiles sets how large files of a running process may grow, in bytes (prlimit(2)); -1 takes the limit away.
func limitFiles(t testing.TB, r *process, bytes int64) {
	t.Helper()
	const fileSize = 1 // RLIMIT_FSIZE
	limit := syscall.Rlimit{Cur: uint64(bytes), Max: ^uint64(0)}
	_, _, errno := syscall.RawSyscall6(syscall.SYS_PRLIMIT64, uintptr(r.cmd.Process.Pid), fileSize, uintptr(unsafe.Pointer(&limit)), 0, 0, 0)
	if errno != 0 {
		t.Fatalf("limit the files of the program: %v", errno)
	}
}
