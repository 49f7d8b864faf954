package server_test

import (
	"net/http"
	"strings"
	"testing"

	"keephope/models"
)

func TestTheLogIsReadAtTheDesk(t *testing.T) {
	s := newSite(t)
	zura, ilyas := s.asRole("Zura", models.Coordinator), s.asRole("Ilyas", models.Keeper)
	page := zura.get("/en/desk/log?group=role")
	if page.StatusCode != http.StatusOK || !strings.Contains(page.body, "Role of keeper granted") || !strings.Contains(page.body, "<bdi>Ilyas</bdi>") {
		t.Errorf("the log at the desk: %d", page.StatusCode)
	}
	if page := zura.get("/en/desk/log"); strings.Contains(page.body, "First sign-in") || !strings.Contains(page.body, "shown to keepers only") {
		t.Error("a coordinator reads when people came, or is not told what is left out")
	}
	if page := ilyas.get("/ar/desk/log"); !strings.Contains(page.body, "أول دخول") || strings.Contains(page.body, "[event.") {
		t.Error("a keeper does not read when people came, or a line has no words")
	}
	if res := zura.get("/en/desk/log?from=x"); res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(res.body, "Write a date like 2026-11-20") {
		t.Errorf("a day that is none: %d", res.StatusCode)
	}
	if res := s.as("Maja").get("/en/desk/log"); res.StatusCode != http.StatusForbidden {
		t.Errorf("somebody without the role: %d, want 403", res.StatusCode)
	}
}
