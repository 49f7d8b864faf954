package server

import (
	"fmt"
	"net/url"
	"strconv"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

// writer is an organisation that writes once, and the person who does.
type writer struct{ organisation, token, form string }

// writing is a kind of form that is sent.
type writing struct {
	name string
	page func(writer) string // on which the form stands
	send func(writer) (address string, form url.Values)
}

// write measures one form per request, with its event, its notices and what of it is public, beside bare rows that are
// written on the same database as durably. Each of the writers sends it once.
func (c *figuresClient) write(b *testing.B, w *modelstest.World, k writing, all []writer) figuresRow {
	w.Exec(b, "CREATE TABLE bare (id varchar(40) NOT NULL PRIMARY KEY, note text NOT NULL)")
	row := figuresRow{name: k.name, goal: goal{rate: 0.3}}
	var rates []float64
	var cpu, database, limits []time.Duration
	for turn := range endorsing + 1 {
		for _, by := range all[turn*atOneTurn:][:atOneTurn] { // who writes has read the form
			c.open(b, k.page(by), by.token)
		}
		before, server, began := c.usage(b), databaseTime(), time.Now()
		for _, by := range all[turn*atOneTurn:][:atOneTurn] {
			address, form := k.send(by)
			form.Set("form_id", by.form)
			c.send(b, address, by.token, form)
		}
		took, after := time.Since(began), c.usage(b)
		spent := (databaseTime() - server) / atOneTurn
		var bare time.Duration
		c.ask(b, "/insert", url.Values{"n": {strconv.Itoa(5 * atOneTurn)}}, &bare)
		if turn == 0 {
			continue // the first turn warms both up
		}
		rates = append(rates, float64(bare)/5/float64(took))
		limits = append(limits, bare/(5*atOneTurn))
		cpu, database = append(cpu, (after.CPU-before.CPU)/atOneTurn), append(database, spent)
		row.statements = float64(after.Statements-before.Statements) / atOneTurn
	}
	row.rate, row.page, row.server, row.limit = middle(rates), middle(cpu), mean(database), middle(limits)
	return row
}

// writers are as many as write measures, each brought in by how.
func writers(b *testing.B, w *modelstest.World, how func(models.Profile) (id string, as models.Actor)) (all []writer) {
	for i := range (endorsing + 1) * atOneTurn {
		id, as := how(models.Profile{
			Names: models.Names{Own: fmt.Sprintf("House of Windows %d", i), OwnLang: "en"}, Kind: "collective", Country: "GE", Communities: []string{"women"},
		})
		token := w.Arrive(b, "Nino")
		w.Exec(b, "UPDATE sessions SET person_id = '"+as.PersonID+"' WHERE person_id = '"+w.As(b, token).PersonID+"'")
		all = append(all, writer{id, token, w.Form()})
	}
	return all
}

// endorse measures one endorsement per request.
func (c *figuresClient) endorse(b *testing.B, w *modelstest.World, call modelstest.Call) figuresRow {
	all := writers(b, w, func(p models.Profile) (string, models.Actor) { return w.Founder(b, p) })
	return c.write(b, w, writing{
		name: "one endorsement",
		page: func(by writer) string { return "/en/me/" + by.organisation + "/endorse?statement=" + call.StatementID },
		send: func(by writer) (string, url.Values) {
			return "/en/me/" + by.organisation + "/endorse", url.Values{
				"statement": {call.StatementID}, "version": {call.VersionID}, "lang": {"en"}, "level": {"public"},
				"quote": {"We keep a light on."}, "quote_lang": {"en"}, "mandate": {"Our board, on 12 November"}, "name_from": {""},
			}
		},
	}, all)
}

// join measures one participation per request, by name and each in an action of its own.
func (c *figuresClient) join(b *testing.B, w *modelstest.World, call modelstest.Call, action string) figuresRow {
	all := writers(b, w, func(p models.Profile) (string, models.Actor) { return w.Endorser(b, call, p, models.Public) })
	form := func(by writer) string { return "/en/me/" + by.organisation + "/join/" + action }
	return c.write(b, w, writing{
		name: "one joins",
		page: form,
		send: func(by writer) (string, url.Values) {
			return form(by), url.Values{"how": {"named"}, "town": {"Graz"}, "note": {"We bring lamps."}}
		},
	}, all)
}
