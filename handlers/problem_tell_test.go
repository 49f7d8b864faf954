package handlers

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"keephope/models"
	"keephope/models/modelstest"
)

// faultCode is how a fault is named in the log.
var faultCode = regexp.MustCompile(`code=(\S+)`)

func TestAFaultOfOursIsToldWithItsCodeAndWhomToTell(t *testing.T) {
	w := modelstest.NewWorld(t, filepath.Join(t.TempDir(), "keephope.db"))
	for what, fault := range map[string]struct {
		err    error
		status int
	}{
		"broken": {errors.New("no such table"), http.StatusInternalServerError},
		"away":   {&models.Error{Kind: models.Unavailable}, http.StatusServiceUnavailable},
	} {
		for _, contact := range []string{"", "hope@lamp.test"} {
			var log bytes.Buffer
			h := Problems{Frame: Frame{Store: w.Store, Called: &Called{}, Contact: contact}, Log: slog.New(slog.NewTextHandler(&log, nil))}
			answer := httptest.NewRecorder()
			h.Answer(fault.err, echo.New().NewContext(httptest.NewRequest(http.MethodGet, "/en/endorsers", nil), answer))
			code, body := faultCode.FindStringSubmatch(log.String()), answer.Body.String()
			if answer.Code != fault.status || len(code) != 2 || !strings.Contains(body, code[1]) {
				t.Errorf("%s: %d, log %s, page %s", what, answer.Code, log.String(), body)
			}
			if tells := strings.Contains(body, "tell us"); tells != (contact != "") || tells != strings.Contains(body, `href="mailto:hope@lamp.test"`) {
				t.Errorf("%s, contact %q: it says whom to tell: %v", what, contact, tells)
			}
		}
	}
}

// A form that could not be taken for now comes back to whoever sent it, with the words that were written into it.
func TestWhatWasWrittenIsKept(t *testing.T) {
	w := modelstest.NewWorld(t, filepath.Join(t.TempDir(), "keephope.db"))
	log := slog.New(slog.DiscardHandler)
	h := Problems{Frame: Frame{Store: w.Store, Called: &Called{}}, Log: log, Refusals: &Refusals{Log: log, Now: w.Clock.Now}}
	for err, kept := range map[error]bool{
		errors.New("no such table"): true, &models.Error{Kind: models.Unavailable}: true, &models.Error{Kind: models.TooMany}: true,
		&models.Error{Kind: models.NotFound}: false,
	} {
		sent := httptest.NewRequest(http.MethodPost, "/en/desk/applications/x/ask", strings.NewReader("ask_text=Who+%3Cb%3Edecided%3F&form_id=Qlox"))
		sent.Header.Set("Content-Type", echo.MIMEApplicationForm)
		answer := httptest.NewRecorder()
		h.Answer(err, echo.New().NewContext(sent, answer))
		body := answer.Body.String()
		if kept != strings.Contains(body, "Who &lt;b&gt;decided?") || kept != strings.Contains(body, "Your text is kept.") || strings.Contains(body, "Qlox") {
			t.Errorf("%d: kept %v\n%s", answer.Code, kept, body)
		}
	}
}
