package views

import (
	"strconv"
	"strings"

	"keephope/models"
	"keephope/views/card"
)

// ActionCard is what the picture beside a link to an action says.
func ActionCard(p ActionPage) card.Card {
	text, lang := p.Action.Text(string(p.Lang))
	next := shownAt(p.Action, p.At)
	hours, _ := next.hours(p.Page)
	if next.zone != nil {
		hours = p.Words.ClockIn(next.Starts, next.zone)
	}
	line := []string{hours}
	if p.Action.State == models.ActionCancelled {
		line = []string{p.T("action.status.cancelled"), hours}
	}
	if place := placeLine(p.Page, p.Action.PublicAction); place != "" {
		line = append(line, place)
	}
	return card.Card{
		Lang: lang, RTL: p.Dir() == "rtl", Campaign: p.Site.Name, Title: text.Title, Month: p.Words.MonthAlone(next.LocalStart),
		Day: strconv.Itoa(next.LocalStart.Day()), Weekday: p.Words.Weekday(next.LocalStart), Line: strings.Join(line, " · "),
	}
}

// Previewed is the page of an action with what networks show beside a link to it.
func (p ActionPage) Previewed(address, picture string) ActionPage {
	c := ActionCard(p)
	p.Preview = &Preview{URL: address, Picture: picture, Says: strings.Join([]string{c.Title, c.Day + " " + c.Month, c.Line}, ". ")}
	return p
}
