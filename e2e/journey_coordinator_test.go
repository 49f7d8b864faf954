package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// Journey d: a coordinator reads, compares, asks, takes back and accepts; a keeper takes what is at risk.
func TestJourneyOfACoordinator(t *testing.T) {
	browser := allocate(t)
	for _, look := range looks() {
		t.Run(look.String(), func(t *testing.T) {
			base := demoSite(t).URL()
			tomas := read(t, browser, base, look)
			tomas.SignIn("tomas")
			tomas.asksAndTakesBack()
			tomas.comparesAndAccepts()
			ilyas := read(t, browser, base, look)
			ilyas.SignIn("ilyas")
			ilyas.takesWhatIsAtRisk()
			ilyas.seesMembers()
		})
	}
}

func (r *Reader) asksAndTakesBack() {
	r.t.Helper()
	r.Open("/desk")
	r.Sees("Memory Workshop")
	r.SeesKey("queue.tag.at_risk")
	r.SeesNot("Lantern")
	r.Check("queue")
	r.unfold("ask")
	r.PressKey("queue.ask.send")
	r.SeesKey("queue.ask.text_missing")
	r.Check("ask-missing")
	r.Choose("ask_sentence", ask[string](r, `document.querySelector("[name=ask_sentence]").options[1].value`))
	r.PressKey("queue.ask.send")
	r.SeesKey("queue.done.asked")
	r.Check("asked")
	r.PressOn(".toast button")
	r.SeesNot(r.T("queue.done.asked"))
	r.Sees("Memory Workshop")
}

func (r *Reader) comparesAndAccepts() {
	r.t.Helper()
	r.PressKey("queue.similar.compare")
	r.Sees("Memorial Workshop")
	r.Check("compare")
	r.PressKey("queue.compare.back")
	r.Fill("note", "Known since 2019.")
	r.PressKey("queue.note.add")
	r.Sees("Known since 2019.")
	r.unfold("hold")
	r.Check("hold")
	r.unfold("decline")
	r.Check("decline")
	r.unfold("decline") // and fold it: beside an open form nothing accepts
	r.PressOn(".decide [data-key=a]")
	r.SeesKey("queue.done.approved")
	r.Check("accepted")
	r.Open("/endorsers")
	r.Sees("Memory Workshop")
}

func (r *Reader) takesWhatIsAtRisk() {
	r.t.Helper()
	r.Open("/desk")
	r.SeesKey("queue.take.explain")
	r.SeesNot("Lantern Circle Nine")
	r.Check("at-risk")
	r.PressKey("queue.take.button")
	r.Sees("Lantern Circle Nine")
	r.Check("taken")
	r.PressOn(".decide [data-key=a]")
	r.SeesKey("queue.done.approved")
}

func (r *Reader) seesMembers() {
	r.t.Helper()
	r.Open("/desk/members")
	r.Sees("Lantern Circle Nine")
	r.Sees("Memory Workshop")
	r.Check("members")
	r.Press("Memory Workshop")
	r.SeesKey("member.suspend.title")
	r.PressKey("member.suspend.button")
	r.SeesKey("member.suspend.reason_missing")
	r.Check("member")
}

// unfold opens a decision's form, by mouse.
func (r *Reader) unfold(step string) {
	r.t.Helper()
	r.do("unfold "+step, chromedp.Click(chromedp.CSS(`details:has(form[action$="/`+step+`"]) > summary`), chromedp.NodeVisible))
}
