package static_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"keephope/views/static"
)

// policy is the strictest content policy that a page has.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// specimen serves the specimen under the policy, with the addresses of the
// handler, and a fragment for htmx to swap in.
func specimen(t *testing.T) *httptest.Server {
	t.Helper()
	body := read(t, "testdata/specimen.html")
	for _, name := range []string{"keephope.css", "kh.js", "keys.js", "icons.svg", "favicon.svg"} {
		body = strings.ReplaceAll(body, "../assets/"+name, static.URL(name))
	}
	body = strings.Replace(body, "</head>", `<script src="`+static.URL("htmx.min.js")+`" defer></script></head>`, 1)
	body = strings.Replace(body, `<main id="main">`, `<main id="main"><button id="swap" hx-get="/fragment" hx-target="#place">Swap</button><div id="place"></div>`, 1)
	mux := http.NewServeMux()
	mux.Handle(static.Prefix, static.Handler())
	answer := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Security-Policy", policy)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(text))
		}
	}
	mux.HandleFunc("/", answer(body))
	mux.HandleFunc("POST /leave", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/elsewhere?signed-out", http.StatusSeeOther)
	})
	mux.HandleFunc("/silence", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/fragment", answer(`<div class="error-summary" tabindex="-1" id="swapped"><h2>There is one thing to correct</h2></div>`))
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv
}

// browser opens Chromium, which the test machine must have when CI is set. What
// the console says is an error of the test.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("chromium is not installed: apt-get install chromium")
		}
		t.Skip("chromium is not installed: apt-get install chromium")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-background-networking", true))
	alloc, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	ctx, done := context.WithTimeout(ctx, 60*time.Second)
	t.Cleanup(done)
	console := chromedp.Console(ctx)
	go func() {
		for message, err := range console {
			if err != nil {
				return
			}
			t.Errorf("the console says: %s %s", message, message.URL)
		}
	}()
	return ctx
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// script runs a line of JavaScript in the page.
func script(line string) chromedp.Action[chromedp.Void] {
	return chromedp.Evaluate[chromedp.Void](line)
}

// expect evaluates a condition until it holds, for two seconds.
func expect(t *testing.T, ctx context.Context, what, condition string) {
	t.Helper()
	for range 40 {
		holds, err := chromedp.Run(ctx, chromedp.Evaluate[bool](condition))
		if err == nil && holds {
			return
		}
		time.Sleep(50 * time.Millisecond) // a page that is being left answers with an error
	}
	t.Errorf("%s: %s", what, condition)
}

func TestAReaderWithTheScript(t *testing.T) {
	ctx, srv := browser(t), specimen(t)
	do(t, ctx, chromedp.Navigate("about:blank"))
	if _, err := chromedp.Call(ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "Asia/Tbilisi"}); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.Navigate(srv.URL))

	expect(t, ctx, "the reader's own clock stands beside the time",
		`document.querySelector("time[data-local]").nextElementSibling.textContent === " (23:00 where you are)"`)
	expect(t, ctx, "characters are counted", `document.querySelector("#quote + .count").textContent === "Characters left: 93"`)
	do(t, ctx, chromedp.SendKeys(chromedp.CSS("#quote"), strings.Repeat("я", 94)))
	expect(t, ctx, "too many are told", `document.querySelector(".count.over").textContent === "Characters too many: 1"`)

	do(t, ctx, script(`document.querySelector("[data-said]").textContent = ""`), chromedp.Click(chromedp.CSS("[data-copy]")))
	expect(t, ctx, "copying is told", `document.querySelector("[data-said]").textContent === "Copied"`)

	do(t, ctx, chromedp.Click(chromedp.CSS(`[data-colours="dark"]`)))
	expect(t, ctx, "the page turns dark", `getComputedStyle(document.documentElement).backgroundColor === "rgb(15, 22, 20)"`)

	do(t, ctx, chromedp.Click(chromedp.CSS("#swap")))
	expect(t, ctx, "an error summary that is swapped in has focus", `document.activeElement.id === "swapped"`)
}

func TestKeysOfTheQueue(t *testing.T) {
	ctx, srv := browser(t), specimen(t)
	press := func(key string) { do(t, ctx, chromedp.KeyEvent(key)) }
	do(t, ctx, chromedp.Navigate(srv.URL))
	press("j")
	expect(t, ctx, "outside the queue keys do nothing", `document.activeElement === document.body`)

	do(t, ctx, chromedp.Focus(chromedp.CSS("[data-queue] [data-item]")))
	press("j")
	expect(t, ctx, "J goes to the next", `document.activeElement.textContent === "House of Hope"`)
	press("j")
	press("k")
	expect(t, ctx, "K goes back", `document.activeElement.textContent === "Open Window"`)
	press("?")
	expect(t, ctx, "? opens the list of keys", `document.querySelector('[data-key="?"]').open`)

	do(t, ctx, chromedp.Click(chromedp.CSS("[data-keys]")))
	expect(t, ctx, "the switch says off", `document.querySelector("[data-keys]").textContent === "Single keys: off"`)
	press("?")
	expect(t, ctx, "switched off, ? does nothing", `document.querySelector('[data-key="?"]').open`)
	do(t, ctx, chromedp.Reload())
	expect(t, ctx, "the choice is kept", `document.querySelector("[data-keys]").textContent === "Single keys: off"`)
}

// dialogs agrees to every dialog of the page and tells its kind.
func dialogs(ctx context.Context) <-chan page.DialogType {
	asked := make(chan page.DialogType, 4)
	opening := chromedp.Events(ctx, page.JavascriptDialogOpening)
	go func() {
		for event, err := range opening {
			if err != nil {
				return
			}
			asked <- event.Type
			_, _ = chromedp.Call(ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
		}
	}()
	return asked
}

func TestLeaveQuicklyAsksNothingAndSendsItsForm(t *testing.T) {
	ctx, srv := browser(t), specimen(t)
	asked := dialogs(ctx)
	do(t, ctx, chromedp.Navigate(srv.URL+"/first"), chromedp.Navigate(srv.URL+"/second"),
		chromedp.SendKeys(chromedp.CSS("#quote"), "unsaved"))
	for range 3 {
		do(t, ctx, chromedp.KeyEvent(kb.Shift))
	}
	expect(t, ctx, "Shift three times signs out and leaves", `location.pathname + location.search === "/elsewhere?signed-out"`)
	if len(asked) > 0 {
		t.Error("leaving quickly asked about unsaved changes")
	}
}

func TestLeaveQuicklyGoesEvenWhereNobodyAnswers(t *testing.T) {
	ctx, srv := browser(t), specimen(t)
	do(t, ctx, chromedp.Navigate(srv.URL+"/first"), script(`document.querySelector("form[data-leave]").action = "/silence"`))
	for range 3 {
		do(t, ctx, chromedp.KeyEvent(kb.Shift))
	}
	expect(t, ctx, "the page is blank at once", `document.documentElement.hidden`)
	time.Sleep(2 * time.Second)
	expect(t, ctx, "it leaves all the same", `location.pathname === "/elsewhere"`)
}

func TestUnsavedChangesAskBeforeLeaving(t *testing.T) {
	ctx, srv := browser(t), specimen(t)
	asked := dialogs(ctx)
	do(t, ctx, chromedp.Navigate(srv.URL+"/first"), chromedp.SendKeys(chromedp.CSS("#quote"), "unsaved"), chromedp.Navigate(srv.URL+"/second"))
	select {
	case kind := <-asked:
		if kind != "beforeunload" {
			t.Errorf("asked with %s", kind)
		}
	case <-time.After(5 * time.Second):
		t.Error("leaving a changed form asked nothing")
	}
}
