package server_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"keephope/models"
)

func TestALongQueueIsReadToItsEndWithoutAScript(t *testing.T) {
	s := newStory(t, "")
	irena := s.asRole("Irena", models.Coordinator)
	for i := range models.QueueStep + 1 {
		s.w.Applied(t, fmt.Sprintf("House %d", i), models.Public)
	}
	page := irena.get("/en/desk")
	wantStatus(t, "the queue", page, http.StatusOK, "Show more: 1 is not shown", `href="/en/desk?waiting=100#waiting-50"`, `id="waiting-50"`)
	if strings.Contains(page.body, `id="waiting-51"`) {
		t.Error("it shows more than it says")
	}
	page = irena.get("/en/desk?waiting=100")
	wantStatus(t, "more of it", page, http.StatusOK, `id="waiting-51"`, `?waiting=100"`)
	if strings.Contains(page.body, "Show more") {
		t.Error("it offers more than there is")
	}
	wantStatus(t, "what is no number", irena.get("/en/desk?waiting=many"), http.StatusOK, `id="waiting-50"`)
}
