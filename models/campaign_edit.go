package models

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// CampaignEdit is one form: the campaign in one language. What is the same in every language (hashtag, addresses,
// dates) is taken from the form of the original language and ignored in the others. Rows belong together by their
// place: links and dates that exist come first, in their order, and new ones may follow.
type CampaignEdit struct {
	CampaignID string
	Lang       string
	Seen       time.Time // when the campaign that the form showed had last been edited
	Title      string
	Summary    string
	Occasion   string
	Asks       []Ask
	Hashtag    string
	Links      []LinkEdit
	Dates      []DateEdit
}

// LinkEdit is a link of the form: without an address it is taken away.
type LinkEdit struct{ URL, Label string }

// DateEdit is a date of the form: without a day it is taken away, without a clock only the day is known.
type DateEdit struct{ Day, Clock, Zone, Title, Text string }

// Edit is the date as its form shows it in a language: day and clock where it happens.
func (d KeyDate) Edit(lang string) DateEdit {
	local := d.At.In(d.Place())
	out := DateEdit{Day: local.Format(time.DateOnly), Clock: local.Format("15:04"), Zone: d.Zone, Title: d.Title[lang], Text: d.Text[lang]}
	if d.AllDay {
		out.Clock = ""
	}
	return out
}

// empty rows are not kept.
func (l LinkEdit) empty() bool { return l == LinkEdit{} }
func (d DateEdit) empty() bool { return d.Day == "" && d.Clock == "" && d.Title == "" && d.Text == "" }

// EditCampaign writes the campaign in one language. Returns Conflict if somebody else edited it since the form was
// shown.
func (s *Store) EditCampaign(ctx context.Context, as Actor, sent Sent, e CampaignEdit) error {
	if err := as.MayEditCampaign(); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		c, err := one[Campaign](t.db.Where("id = ?", e.CampaignID))
		if err != nil {
			return "", err
		}
		text, err := e.apply(&c)
		if err != nil {
			return "", err
		}
		seen := e.Seen.UTC().Truncate(time.Microsecond)
		edited := t.db.Model(&Campaign{}).Where("id = ? AND edited_at = ?", c.ID, seen).
			Select("Hashtag", "Links", "Dates", "EditedAt").
			Updates(Campaign{Hashtag: c.Hashtag, Links: c.Links, Dates: c.Dates, EditedAt: t.later(c.EditedAt)})
		if err := changed(edited, conflict("campaign.edited_meanwhile")); err != nil {
			return "", err
		}
		if err := t.db.Where("campaign_id = ? AND lang = ?", c.ID, e.Lang).Delete(&CampaignText{}).Error; err != nil {
			return "", fmt.Errorf("take away campaign in %s: %w", e.Lang, err)
		}
		if err := t.db.Create(&text).Error; err != nil {
			return "", fmt.Errorf("write campaign in %s: %w", e.Lang, err)
		}
		t.makeQuieter() // words may be gone now, on every replica
		return c.ID, t.write(as, Event{Verb: "campaign.edited", ObjectKind: "campaign", ObjectID: c.ID, CampaignID: c.ID})
	})
	return err
}

// later returns the transaction's instant, or the next one after before: two edits are never of the same instant, so
// that each form can tell which one it saw.
func (t *tx) later(before time.Time) time.Time {
	if t.at.After(before) {
		return t.at
	}
	return before.UTC().Add(time.Microsecond)
}

// apply puts the form into the campaign and returns its text in the form's language.
func (e CampaignEdit) apply(c *Campaign) (CampaignText, error) {
	var f faults
	checkLang(&f, e.Lang)
	original := e.Lang == c.OriginalLang
	text := CampaignText{CampaignID: c.ID, Lang: e.Lang, Title: e.Title, Summary: e.Summary, Occasion: e.Occasion, Asks: e.Asks}.cleaned(&f)
	if original {
		c.Hashtag = checkHashtag(&f, e.Hashtag)
		c.Links = e.applyLinks(&f, c.Links)
		c.Dates = e.applyDates(&f, c.Dates)
		return text, f.err()
	}
	c.Links, c.Dates = slices.Clone(c.Links), slices.Clone(c.Dates)
	for i := range c.Links {
		if i < len(e.Links) {
			c.Links[i].Label = inLang(c.Links[i].Label, e.Lang, checkLine(&f, row("label", i), e.Links[i].Label, maxLine))
		}
	}
	for i := range c.Dates {
		if i < len(e.Dates) {
			c.Dates[i].Title = inLang(c.Dates[i].Title, e.Lang, checkLine(&f, row("date", i), e.Dates[i].Title, maxLine))
			c.Dates[i].Text = inLang(c.Dates[i].Text, e.Lang, checkText(&f, row("date_text", i), e.Dates[i].Text, maxDate))
		}
	}
	return text, f.err()
}

func (e CampaignEdit) applyLinks(f *faults, old []CampaignLink) []CampaignLink {
	out := []CampaignLink{}
	if len(e.Links) > maxLinks {
		f.add("url-1", "field.too_many", "n", maxLinks)
	}
	for i, link := range e.Links {
		if link.empty() {
			continue
		}
		var kept CampaignLink
		if i < len(old) {
			kept = old[i]
		}
		link.URL = checkLink(f, row("url", i), link.URL)
		if strings.TrimSpace(link.Label) == "" {
			f.add(row("label", i), "campaign.label_missing")
		}
		kept.URL = link.URL
		kept.Label = inLang(kept.Label, e.Lang, checkLine(f, row("label", i), link.Label, maxLine))
		out = append(out, kept)
	}
	return out
}

func (e CampaignEdit) applyDates(f *faults, old []KeyDate) []KeyDate {
	out := []KeyDate{}
	if len(e.Dates) > maxDates {
		f.add("day-1", "field.too_many", "n", maxDates)
	}
	for i, date := range e.Dates {
		if date.empty() {
			continue
		}
		var kept KeyDate
		if i < len(old) {
			kept = old[i]
		}
		kept.At, kept.Zone, kept.AllDay = instant(f, i, date).UTC(), date.Zone, date.Clock == ""
		if strings.TrimSpace(date.Title) == "" {
			f.add(row("date", i), "campaign.date.title_missing")
		}
		kept.Title = inLang(kept.Title, e.Lang, checkLine(f, row("date", i), date.Title, maxLine))
		kept.Text = inLang(kept.Text, e.Lang, checkText(f, row("date_text", i), date.Text, maxDate))
		out = append(out, kept)
	}
	slices.SortStableFunc(out, func(a, b KeyDate) int { return a.At.Compare(b.At) })
	return out
}

// inLang returns texts by language with one of them put in, or taken out if it is empty.
func inLang(texts map[string]string, lang, text string) map[string]string {
	out := maps.Clone(texts)
	if out == nil {
		out = map[string]string{}
	}
	if delete(out, lang); text != "" {
		out[lang] = text
	}
	return out
}
