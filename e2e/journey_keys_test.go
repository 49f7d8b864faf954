package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// key presses a key where focus is. follows waits for the page that comes of it.
func (r *Reader) key(key string, follows bool) {
	r.t.Helper()
	if !follows {
		r.do("key "+key, chromedp.KeyEvent(key))
		return
	}
	if _, err := chromedp.RunResponse(r.ctx, chromedp.KeyEvent(key)); err != nil {
		r.t.Fatalf("key %s on %s: %v\n%s", key, r.Where(), err, r.Text("main"))
	}
}

// is fails unless a line of JavaScript is true in the page.
func (r *Reader) is(what, line string) {
	r.t.Helper()
	if !ask[bool](r, "Boolean("+line+")") {
		r.t.Errorf("on %s: it is not so that %s", r.Where(), what)
	}
}

// focusCase puts focus on the heading of the case, inside the queue.
func (r *Reader) focusCase() {
	r.t.Helper()
	ask[bool](r, `(document.querySelector("#case").focus(), true)`)
}

// A coordinator works through the queue by its keys alone, as the list of keys promises.
func TestTheKeysOfTheDesk(t *testing.T) {
	base := demoSite(t).URL()
	r := read(t, allocate(t), base, Look{Lang: "en", Width: 1280, Script: true})
	r.SignIn("tomas")
	r.Open("/desk")
	items := `[...document.querySelectorAll("[data-item]")]`
	r.is("two cases wait", items+".length > 1")
	r.focusCase()
	r.key("k", false)
	r.focusCase()
	r.key("j", false)
	r.is("J goes to the next case", items+".indexOf(document.activeElement) === "+items+`.findIndex(i => i.hasAttribute("aria-current")) + 1`)
	r.key("k", false)
	r.is("K goes back", `document.activeElement.hasAttribute("aria-current")`)

	open := func(step string) string {
		return `document.querySelector("details:has(form[action$='/` + step + `'])").open`
	}
	for key, step := range map[string]string{"q": "ask", "h": "hold", "d": "decline"} {
		r.focusCase()
		r.key(key, false)
		r.is(key+" opens "+step, open(step))
		r.focusCase()
		r.key(key, false)
		r.is(key+" closes "+step, "!"+open(step))
	}
	r.key("q", false)
	ask[string](r, `document.activeElement.value = ""`) // Q leads focus there, and only the tool writes the key too
	sentence := ask[string](r, `(() => { const list = document.querySelector("[name=ask_sentence]"); list.selectedIndex = 1; list.dispatchEvent(new Event("change")); return list.value; })()`)
	r.is("a chosen sentence fills the field", `document.querySelector("[name=ask_text]").value === document.querySelector("[name=ask_sentence]").value`)
	r.Fill("ask_text", "My own words.")
	ask[bool](r, `(() => { const list = document.querySelector("[name=ask_sentence]"); list.selectedIndex = 2; list.dispatchEvent(new Event("change")); return true; })()`)
	r.is("own words are not overwritten", `document.querySelector("[name=ask_text]").value === "My own words."`)
	if sentence == "" {
		t.Error("the first sentence is empty")
	}

	r.Open("/desk")
	name := r.Text("#case")
	r.focusCase()
	r.key("a", true)
	r.SeesKey("queue.done.approved")
	r.focusCase()
	r.key("u", true)
	r.SeesNot(r.T("queue.done.approved"))
	if got := r.Text("#case"); got != name {
		t.Errorf("after taking back %q is open, want %q", got, name)
	}
	r.is("it waits again", `document.querySelector(".decide [data-key=a]")`)
}
