package views

import (
	"slices"
	"strconv"

	"keephope/models"
	"keephope/views/locale"
)

// CampaignBeginPage is the first form of a campaign.
type CampaignBeginPage struct {
	Page
	Title    string
	Original string
}

// CampaignPage is the desk's form of the campaign in one language.
type CampaignPage struct {
	Page
	Desk  models.DeskCampaign
	Edit  models.CampaignEdit
	Seen  string
	Clash string // what happened instead, after a lost race
}

// VoicesPage is the desk's choice of quotes.
type VoicesPage struct {
	Page
	Voices []models.DeskVoice
	Clash  string
}

// Original reports whether the form is the original's: it alone has what is the same in every language.
func (p CampaignPage) Original() bool { return p.Edit.Lang == p.Desk.OriginalLang }

// source is the campaign's text in the original language.
func (p CampaignPage) source() models.CampaignText { return p.Desk.Texts[p.Desk.OriginalLang] }

// Rows of a list: those that are there and two empty ones, in a translation as many as the original has.
const spareRows = 2

func (p CampaignPage) asks() []models.Ask {
	return upTo(p.Edit.Asks, p.rowCount(len(p.source().Asks), len(p.Edit.Asks), models.MaxAsks))
}

// upTo returns a list with empty rows up to n.
func upTo[T any](list []T, n int) []T {
	out := slices.Clone(list)
	for len(out) < n {
		var empty T
		out = append(out, empty)
	}
	return out
}

// rowCount is how many rows the form shows.
func (p CampaignPage) rowCount(original, edited, most int) int {
	if p.Original() {
		return min(max(edited, original)+spareRows, most)
	}
	return max(original, edited)
}

func (p CampaignPage) links() []models.LinkEdit {
	return upTo(p.Edit.Links, p.rowCount(len(p.Desk.Links), len(p.Edit.Links), models.MaxLinks))
}

func (p CampaignPage) dates() []models.DateEdit {
	return upTo(p.Edit.Dates, p.rowCount(len(p.Desk.Dates), len(p.Edit.Dates), models.MaxDates))
}

// sourceAsk is the original's ask beside a row; empty beyond its end.
func (p CampaignPage) sourceAsk(i int) models.Ask {
	if asks := p.source().Asks; i < len(asks) {
		return asks[i]
	}
	return models.Ask{}
}

// sourceLink is the campaign's link of a row; empty beyond its end.
func (p CampaignPage) sourceLink(i int) models.CampaignLink {
	if i < len(p.Desk.Links) {
		return p.Desk.Links[i]
	}
	return models.CampaignLink{}
}

// sourceDate is the original's date beside a row; empty beyond its end.
func (p CampaignPage) sourceDate(i int) models.DateEdit {
	if i < len(p.Desk.Dates) {
		return p.Desk.Dates[i].Edit(p.Desk.OriginalLang)
	}
	return models.DateEdit{}
}

// nthField names a field of a row: nthField("ask", 0) is "ask-1".
func nthField(name string, i int) string { return name + "-" + strconv.Itoa(i+1) }

// textTabs are the languages that the desk writes in: those that the site ships, and the original's.
func textTabs(original string) []string {
	var out []string
	for _, l := range locale.Langs() {
		out = append(out, string(l))
	}
	if _, shipped := locale.Parse(original); !shipped {
		out = append(out, original)
	}
	return out
}

// langOptions are the languages as choices.
func langOptions(p Page, chosen string) []Option {
	var out []Option
	for _, l := range locale.Langs() {
		out = append(out, Option{Value: string(l), Label: p.Words.Language(string(l)), Chosen: string(l) == chosen})
	}
	return out
}
