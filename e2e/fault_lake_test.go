package e2e

import (
	"errors"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// actions puts joint actions of every kind into the lake: of a member, one that is a draft, one to come, with a report that is
// at the desk, and one that is over; of another member one to join, and one that waits at the desk.
func (l *lake) actions(t testing.TB, member, other modelstest.Joined) {
	t.Helper()
	desk, now := l.AsRole(t, "Tomas", models.Coordinator), l.Clock.Now()
	l.Clock.Add(-10 * 24 * time.Hour)
	over := l.announce(t, member, desk, evening("Over", l.Clock.Now()))
	l.Clock.Set(now)
	told := models.ReportEdit{OrganisationID: member.ID, ActionID: over, Lang: "en", Text: "Forty lamps"}
	if err := l.Store.SendReport(t.Context(), member.Signatory, l.Sent("report.sent"), told); err != nil {
		t.Fatal(err, models.FieldsOf(err))
	}
	open, strange := l.announce(t, member, desk, evening("To come", now)), l.announce(t, other, desk, evening("Of others", now))
	waits := l.propose(t, other, evening("At the desk", now))
	draft := models.ActionEdit{OrganisationID: member.ID, Audience: models.ForMembers, Content: evening("A draft", now)}
	id, err := l.Store.SaveAction(t.Context(), member.Signatory, l.Sent("action.saved"), draft)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(l.Store.AskReports(t.Context(), over), l.Store.ExpireAll(t.Context())); err != nil { // or they do their work in the middle of a test
		t.Fatal(err)
	}
	l.values["/actions/:action"], l.values["/join/:action"], l.values["/report/:action"] = open, strange, over
	l.values["/desk/actions/:id"], l.values["/desk/reports/:id"] = waits, l.Text(t, "SELECT id FROM reports")
	l.pages = append(l.pages, "/ru/me/"+member.ID+"/actions/"+id, "/ru/me/"+member.ID+"/actions/"+over)
}
