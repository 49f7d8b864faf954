package handlers

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"
)

func TestRefusalsAreCountedAndAFloodIsFewLines(t *testing.T) {
	var log bytes.Buffer
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	r := &Refusals{Log: slog.New(slog.NewTextHandler(&log, nil)), Now: func() time.Time { return now }}
	for range 1000 {
		r.note(t.Context(), refusal{rule: "foreign", method: "POST"})
	}
	r.note(t.Context(), refusal{rule: "forbidden", route: "/:lang/desk", method: "GET", who: "w"})
	if n := strings.Count(log.String(), "\n"); n != 2 || strings.Count(log.String(), "times=1") != 2 {
		t.Errorf("%d lines for two kinds:\n%s", n, log.String())
	}
	now = now.Add(refusalWindow)
	r.note(t.Context(), refusal{rule: "forbidden", route: "/:lang/desk", method: "GET", who: "w"})
	if !strings.Contains(log.String(), `rule=foreign route="" method=POST who="" object="" times=999`) {
		t.Errorf("what was counted is not told:\n%s", log.String())
	}
	log.Reset()
	r.note(t.Context(), refusal{rule: "forbidden", route: "/:lang/desk", method: "GET", who: "w"})
	if err := r.Close(t.Context()); err != nil || strings.Count(log.String(), "times=1") != 1 {
		t.Errorf("at the end: %v\n%s", err, log.String())
	}
	log.Reset()
	for n := range 2000 {
		r.note(t.Context(), refusal{rule: "not there", object: fmt.Sprint(n)})
	}
	_ = r.Close(t.Context())
	if n := strings.Count(log.String(), "\n"); n > refusalKinds+2 || !strings.Contains(log.String(), "rule=others") {
		t.Errorf("%d lines for 2000 kinds", n)
	}
}
