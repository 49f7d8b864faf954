package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// answerDialogs leaves the page when it asks whether to, unless the reader stays. Every dialog's kind is told to asked.
func (r *Reader) answerDialogs() {
	opening := chromedp.Events(r.ctx, page.JavascriptDialogOpening)
	r.asked = make(chan page.DialogType, 8)
	go func() {
		for event, err := range opening {
			if err != nil {
				return
			}
			select {
			case r.asked <- event.Type:
			default: // nobody counts that many
			}
			_, _ = chromedp.Call(r.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: !r.stays.Load()})
		}
	}()
}

// Leaving a half-written question asks first, and staying keeps every word of it.
func TestHalfWrittenWordsAtTheDeskAskFirst(t *testing.T) {
	tomas := read(t, allocate(t), demoSite(t).URL(), Look{Lang: "en", Width: 1280, Script: true})
	tomas.SignIn("tomas")
	tomas.Open("/desk")
	tomas.focusCase()
	tomas.key("q", false)
	tomas.Fill("ask_text", "Who decided")
	tomas.stays.Store(true)
	ask[int](tomas, `setTimeout(() => document.querySelector('a[href$="/desk/members"]').click())`)
	select {
	case kind := <-tomas.asked:
		if kind != "beforeunload" {
			t.Errorf("asked with %s", kind)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("leaving a half-written question asked nothing")
	}
	tomas.is("the question is still there", `document.querySelector("[name=ask_text]").value === "Who decided"`)
}
