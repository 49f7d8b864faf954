package views

import (
	"cmp"
	"slices"
	"time"

	"keephope/models"
	"keephope/views/urls"
)

// Moment is a point of an application's story.
type Moment struct {
	Title string
	At    time.Time // zero for what is still to come
	Note  string
	Now   bool
}

// Story is what happened to the application, in order, with what is still to come at its end.
func (p ApplicationPage) Story() []Moment {
	m := p.M
	var story []Moment
	add := func(at *time.Time, key string) {
		if at != nil {
			story = append(story, Moment{Title: p.T(key), At: *at})
		}
	}
	add(m.SubmittedAt, "application.moment.sent")
	add(m.TakenAt, "application.moment.read")
	for _, said := range m.Thread {
		add(&said.At, "application.moment."+string(said.Verb))
	}
	for _, step := range m.Back {
		if step.Verb == "application.resumed" {
			add(&step.At, "application.moment.resumed")
		} else {
			add(&step.At, "application.moment.withdrawn")
		}
	}
	if m.State == models.Approved {
		add(m.DecidedAt, "application.moment.accepted")
	}
	slices.SortStableFunc(story, func(a, b Moment) int { return cmp.Or(a.At.Compare(b.At)) })
	if len(story) > 0 {
		story[len(story)-1].Now = true
	}
	if m.State.Open() {
		story = append(story, Moment{Title: p.T("application.moment.decision"), Note: p.T("application.wait.usually")})
	}
	return story
}

// StateName is the state in the words of the coalition: sent, being read, question for you, on hold until a day.
func (p ApplicationPage) StateName() string {
	switch {
	case p.M.State == models.Submitted && p.M.TakenAt != nil:
		return p.T("application.state.reading")
	case p.M.State == models.Held && p.M.HeldUntil != nil:
		return p.T("application.state.held", "date", p.Words.DateShort(p.M.HeldUntil.UTC()))
	}
	return p.T("application.state." + string(p.M.State))
}

// StateClass is the colour that goes with the state. It says nothing that the words do not.
func (p ApplicationPage) StateClass() string {
	switch p.M.State {
	case models.Approved:
		return "status ok"
	case models.Asked, models.Held:
		return "status wait"
	case models.Declined, models.Withdrawn:
		return "status no"
	}
	return "status info"
}

// Meaning says what the state means for the applicant.
func (p ApplicationPage) Meaning() []string {
	m := p.M
	switch {
	case m.State == models.Submitted && m.TakenAt != nil:
		return []string{p.T("application.wait.reading")}
	case m.State == models.Submitted:
		return []string{p.T("application.wait.sent")}
	case m.State == models.Asked:
		return []string{p.T("application.wait.asked", "text", p.lastWord(models.StepAsk))}
	case m.State == models.Held && m.HeldUntil != nil:
		return []string{p.T("application.wait.held", "date", p.Words.Date(m.HeldUntil.UTC()))}
	case m.State == models.Declined:
		return p.declined()
	case m.State == models.Withdrawn:
		return []string{p.T("application.wait.withdrawn", "date", p.Words.Date(m.SavedAt.UTC().Add(models.WithdrawnLife)))}
	case m.State == models.Approved:
		return []string{p.T("application.wait.approved")}
	}
	return nil
}

func (p ApplicationPage) declined() []string {
	out := []string{p.T("application.wait.declined", "name", p.OrganisationName(), "text", p.lastWord(models.StepDecline))}
	if p.M.AgainAfter != nil && p.M.AgainAfter.After(p.Now) {
		out = append(out, p.T("application.wait.declined_after", "date", p.Words.Date(p.M.AgainAfter.UTC())))
	} else {
		out = append(out, p.T("application.wait.declined_now"))
	}
	if p.M.DecidedAt != nil {
		gone := p.M.DecidedAt.UTC().Add(models.DeclinedLife)
		out = append(out, p.T("application.wait.declined_kept", "date", p.Words.Date(gone)))
	}
	return out
}

// lastWord is what the desk last said with a step.
func (p ApplicationPage) lastWord(step models.Step) string {
	for _, said := range slices.Backward(p.M.Thread) {
		if said.Verb == step {
			return said.Text
		}
	}
	return ""
}

// mayApplyAgain reports whether the day has come from which a declined organisation may apply anew.
func (p ApplicationPage) mayApplyAgain() bool {
	return p.M.State == models.Declined && (p.M.AgainAfter == nil || !p.M.AgainAfter.After(p.Now))
}

// seeIt is where an accepted organisation is to be seen: its public page if it is named, else its place on /me.
func (p ApplicationPage) seeIt() string {
	if p.M.Slug != "" {
		return urls.Endorser(p.Lang, p.M.Slug)
	}
	return urls.Me(p.Lang) + "#o-" + p.M.OrganisationID
}
