package e2e

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/server"
)

// company is three organisations and a coordinator on a site of their own, whose clock stands until a story moves it.
type company struct {
	*stage
	url  string
	desk models.Actor
}

// party is an organisation with what its signatory sees.
type party struct {
	modelstest.Joined
	name string
}

// keepCompany opens a site on SQLite.
func keepCompany(t *testing.T) *company {
	t.Helper()
	c := &company{stage: newStage(t, "")}
	c.desk = c.AsRole(t, "Tomas", models.Coordinator)
	c.url = c.open(t, nil, server.Parts{Now: c.Clock.Now}).URL()
	return c
}

// party makes a member that is named in public.
func (c *company) party(t *testing.T, call modelstest.Call, name string) party {
	t.Helper()
	return party{c.Member(t, call, name, models.Public), name}
}

// token is the cookie of somebody who has just signed in: sessions do not outlast a story's clock.
func (s *stage) token(t testing.TB, as models.Actor) string {
	t.Helper()
	token := s.Arrive(t, "Somebody")
	s.Exec(t, "UPDATE sessions SET person_id = '"+as.PersonID+"' WHERE person_id = '"+s.As(t, token).PersonID+"'")
	return token
}

// enter gives a window the cookie of somebody.
func (c *company) enter(t *testing.T, browser context.Context, look Look, as models.Actor, name string) *Reader {
	t.Helper()
	r := read(t, browser, c.url, look)
	r.person = name
	_, err := chromedp.Call(r.ctx, network.SetCookie, network.SetCookieParams{Name: "demo-session", Value: c.token(t, as), URL: c.url})
	if err != nil {
		t.Fatal(err)
	}
	return r
}
