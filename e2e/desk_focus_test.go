package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// at is where focus is: the id of the element, else the address that it leads to.
func (r *Reader) at() string {
	r.t.Helper()
	return ask[string](r, `document.activeElement.id || document.activeElement.getAttribute("href") || document.activeElement.localName`)
}

// wantAt wants focus there, after whatever was pressed has led to a page.
func (r *Reader) wantAt(what, want string) {
	r.t.Helper()
	if got := r.at(); got != want {
		r.t.Errorf("%s: focus is at %q, want %q", what, got, want)
	}
}

// otherName goes along the queue to a line that is not open, and returns whose it is.
func (r *Reader) otherName() string {
	r.t.Helper()
	r.key("j", false)
	name := ask[string](r, `document.activeElement.querySelector("b").textContent.trim()`)
	if open := r.Text("#case"); name == open {
		r.t.Fatalf("J stays at %q, which is open", open)
	}
	return name
}

// What the keys decide is what can be read: on another line they open it first. What was decided is told by name.
func TestKeysDecideTheCaseThatIsOpen(t *testing.T) {
	browser := allocate(t)
	tomas := read(t, browser, demoSite(t).URL(), Look{Lang: "en", Width: 1280, Script: true})
	tomas.SignIn("tomas")
	tomas.Open("/desk")
	first := tomas.Text("#case")
	other := tomas.otherName()
	tomas.key("a", true)
	tomas.SeesNot(tomas.T("queue.done.approved"))
	if now := tomas.Text("#case"); now != other {
		t.Errorf("A on the line of %q opens %q", other, now)
	}
	tomas.wantAt("a case was opened", "case")
	tomas.key("a", true)
	if told := tomas.Text(".toast"); !strings.Contains(told, other) || strings.Contains(told, first) {
		t.Errorf("accepted %q, and told: %q", other, told)
	}
	tomas.wantAt("a case was accepted", "case")
	tomas.key("u", true)
	tomas.wantAt("the acceptance was taken back", "case")
	if now := tomas.Text("#case"); now != other {
		t.Errorf("taken back is %q, and open is %q", other, now)
	}
}

// After every step at the desk focus is where the next key works; a form that a key opens can be typed into.
func TestKeysWorkAfterEveryStep(t *testing.T) {
	browser := allocate(t)
	tomas := read(t, browser, demoSite(t).URL(), Look{Lang: "en", Width: 1280, Script: true})
	tomas.SignIn("tomas")
	tomas.Open("/desk")
	tomas.otherName()
	tomas.key(kb.Enter, true)
	tomas.wantAt("a line was opened", "case")
	tomas.PressKey("queue.take.button")
	tomas.wantAt("it was taken", "case")
	tomas.Fill("note", "Known since 2019.")
	tomas.PressKey("queue.note.add")
	tomas.wantAt("a note was added", "notes")

	tomas.key("d", false)
	tomas.wantAt("D", "decline_text")
	tomas.do("empty it", chromedp.Evaluate[chromedp.Void](`document.activeElement.value = ""`)) // only the tool writes the key too
	tomas.key("Not aad.", false)
	if typed := ask[string](tomas, `document.activeElement.value`); typed != "Not aad." {
		t.Errorf("typed is %q", typed)
	}
	if ask[bool](tomas, `document.querySelector(".decide [data-key=a]").checkVisibility()`) {
		t.Error("beside a reason that is being written something accepts")
	}
	const covered = `document.querySelector(".decide").getBoundingClientRect().height <= innerHeight / 2 + 1`
	if !ask[bool](tomas, covered) {
		t.Error("the form covers more than half of the window")
	}
	tomas.key(kb.Escape, false)
	tomas.key("h", false)
	tomas.wantAt("H", "hold_until")
}

// Undo is there for as long as it can be seen.
func TestTheKeyForUndoEndsWithItsButton(t *testing.T) {
	browser := allocate(t)
	tomas := read(t, browser, demoSite(t).URL(), Look{Lang: "en", Width: 1280, Script: true})
	tomas.SignIn("tomas")
	tomas.Open("/desk")
	tomas.key("a", true)
	where := tomas.Where()
	tomas.do("let the time pass", chromedp.Evaluate[chromedp.Void](`document.getAnimations().forEach((a) => a.finish())`))
	tomas.key("u", false)
	if now := tomas.Where(); now != where || !strings.Contains(tomas.Text(".case"), tomas.Text("#case")) {
		t.Errorf("U with nothing to see leads from %s to %s", where, now)
	}
	if ask[bool](tomas, `document.querySelector(".toast").checkVisibility({ visibilityProperty: true })`) {
		t.Error("the button is still there")
	}
}

// After a decision on a narrow screen the heading of the next case is read before anything can be pressed about it: the bar lies below it.
func TestTheNextCaseIsReadAboveTheBar(t *testing.T) {
	browser := allocate(t)
	c := keepCompany(t)
	call := c.Call(t)
	for n := range 5 {
		host := c.party(t, call, fmt.Sprint("House ", n))
		c.propose(t, host.Joined, evening(fmt.Sprint("Lamps ", n), c.Clock.Now().Add(20*24*time.Hour)))
	}
	r := c.enter(t, browser, Look{Lang: "en", Width: 390, Script: true}, c.desk, "coordinator")
	r.Open("/desk")
	for n := range 4 {
		r.PressKey("queue.accept.button")
		r.wantAt(fmt.Sprint(4-n, " are left"), "case")
		r.is("nothing lies over the heading", `(() => {
			const h = document.activeElement, box = h.getBoundingClientRect(), over = document.elementFromPoint(box.x + 5, box.bottom - 2);
			return box.top >= 0 && box.bottom + 8 <= document.querySelector(".decide").getBoundingClientRect().top && h.contains(over);
		})()`)
	}
}
