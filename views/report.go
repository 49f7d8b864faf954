package views

import (
	"strconv"
	"strings"
	"time"

	"keephope/models"
	"keephope/views/urls"
)

// ReportPage is where an organisation tells how an action went.
type ReportPage struct {
	OwnPage
	R        models.ReportView
	Told     models.ReportEdit // what stands in the form
	MayWrite bool
	Clash    string
	Done     string
}

// doneText says what was just done.
func (p ReportPage) doneText() string {
	switch {
	case p.Done == "sent" && p.R.State == models.ReportPublished:
		return p.T("report.done.published")
	case p.Done == "sent" || p.Done == "withdrawn":
		return p.T("report.done." + p.Done)
	}
	return ""
}

// title is what the action is called, and in which language.
func (p ReportPage) title() models.Worded { return actionTitle(p.Page, p.R.Content) }

// stands says how the report stands; "" where there is none.
func (p ReportPage) stands() string {
	switch {
	case p.R.Edition == 0:
		return ""
	case p.R.State == models.ReportReturned:
		return p.T("report.stands.returned")
	case p.R.State == models.ReportPublished && (p.R.Hidden || p.R.Withheld):
		return "" // what stands below it says that nobody sees it
	case p.R.State == models.ReportPublished:
		return p.T("report.stands.published")
	case p.R.Held != nil && p.R.Published && !p.R.Hidden && !p.R.Withheld:
		return p.heldSentence(*p.R.Held) + " " + p.T("report.stands.until_then")
	case p.R.Held != nil:
		return p.heldSentence(*p.R.Held)
	case p.R.Published && !p.R.Hidden && !p.R.Withheld:
		return p.T("report.stands.change_waits")
	}
	return p.T("report.stands.waiting")
}

// readFirst says who reads it before everybody else does, and who will.
func (p ReportPage) readFirst() string {
	switch {
	case p.R.Trusted:
		return p.T("report.at_once")
	case p.R.Published && !p.R.Hidden && !p.R.Withheld:
		return p.T("report.change_read_first")
	}
	return p.T("report.read_first")
}

// refused says why there is no form.
func (p ReportPage) refused() string {
	if p.R.Refused == "report.early" {
		return p.T("report.early_until", "time", p.Words.DateTime(p.R.From, time.UTC))
	}
	return p.T(p.R.Refused)
}

// languages are the languages that the text may be in.
func (p ReportPage) languages() Choice {
	return Choice{Name: "lang", Legend: p.required("report.lang"), Options: langOptions(p.Page, p.Told.Lang)}
}

// at is an address of the report.
func (p ReportPage) at(form string) string { return urls.Report(p.Lang, p.M.ID, p.R.ActionID, form) }

// room is how many more pictures there may be.
func (p ReportPage) room() int { return models.MaxReportPictures - len(p.Told.Pictures) }

// altField is the field for what is on the n-th picture that is there.
func (p ReportPage) altField(n int, alt string) Input {
	name := "alt-" + strconv.Itoa(n+1)
	return Input{Name: name, Group: "picture_alt", Label: p.T("report.alt_of", "n", n+1), Value: alt, Lang: p.Told.Lang}
}

// reportTag says how the open report stands.
func (p DeskPage) reportTag() tag {
	switch r := p.Report; {
	case r.Hidden != nil && r.State != models.ReportWaiting:
		return tag{"no", "eye-off", p.T("hiding.state")}
	case r.State != models.ReportWaiting:
		return tag{"ok", "circle-check", p.T("action.desk.published")}
	case r.Held != nil:
		return tag{"wait", "clock", p.heldTag(r.Held)}
	}
	return tag{"info", "circle-dot", p.T("action.status.proposed")}
}

// reportTags say in a word or two how the line of a report stands.
func (p DeskPage) reportTags(l models.QueueLine) []tag {
	tags := p.actionTags(l)
	for i := range tags {
		if tags[i].Text == p.T("action.desk.tag") {
			tags[i].Text = p.T("report.desk.tag")
		}
	}
	return tags
}

// reportSentences are the names of the ready texts.
func reportSentences() (ask, hold, decline []string) {
	return []string{"faces", "names"}, []string{"asking", "many"}, []string{"faces", "against"}
}

// reportTown is the town above a report, "" where the one before has the same.
func reportTown(p Page, all []models.ToldReport, i int) string {
	town := all[i].Town
	if i > 0 && all[i-1].Town == town {
		return ""
	}
	if town == "" {
		return p.T("report.no_town")
	}
	return town
}

// picture is the address of a picture of a report: of an action for members only they have it.
func (p ActionPage) picture(image models.PublicImage) string {
	if p.Only {
		return urls.MemberPicture(p.Lang, p.MemberID, image.ID)
	}
	return urls.PublicPicture(p.Lang, image.ID, 480)
}

// srcset offers both sizes of a public picture.
func (p ActionPage) srcset(image models.PublicImage) string {
	if image.Width <= 480 || p.Only {
		return ""
	}
	return strings.Join([]string{urls.PublicPicture(p.Lang, image.ID, 480) + " 480w", urls.PublicPicture(p.Lang, image.ID, 1200) + " " + strconv.Itoa(image.Width) + "w"}, ", ")
}
