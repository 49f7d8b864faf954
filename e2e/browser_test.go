package e2e

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Look is how somebody looks at the product.
type Look struct {
	Lang   string
	Width  int64
	Dark   bool
	Script bool
}

// String names the look in test names and file names.
func (l Look) String() string {
	name := fmt.Sprintf("%s-%d", l.Lang, l.Width)
	if l.Dark {
		name += "-dark"
	}
	if !l.Script {
		name += "-noscript"
	}
	return name
}

// looks are the ways in which every journey is walked.
func looks() []Look {
	return []Look{
		{Lang: "en", Width: 1280, Script: true},
		{Lang: "en", Width: 390},
		{Lang: "ar", Width: 390, Dark: true, Script: true},
		{Lang: "ar", Width: 1280, Dark: true},
		{Lang: "ru", Width: 320, Script: true},
	}
}

// allocate starts one Chromium for a test; each reader of the story gets a window of their own in it.
func allocate(t *testing.T) context.Context {
	t.Helper()
	path := os.Getenv("KEEPHOPE_TEST_CHROMIUM")
	if path == "" {
		found, err := exec.LookPath("chromium")
		if err != nil {
			t.Fatal("no browser: apt-get install chromium, or set KEEPHOPE_TEST_CHROMIUM")
		}
		path = found
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	first, stop := chromedp.NewContext(ctx)
	t.Cleanup(stop)
	if err := chromedp.Do(first, chromedp.Navigate("about:blank")); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	return first
}

// Reader is somebody at a window: own cookies, own look.
type Reader struct {
	t      *testing.T
	ctx    context.Context
	base   string
	look   Look
	shots  int
	person string
	stays  atomic.Bool          // on a page that asks whether to leave it
	asked  chan page.DialogType // dialogs of the page

	mu    sync.Mutex
	noise []string // what the console said, and requests to other places
}

type step = chromedp.Action[chromedp.Void]

// read opens a window without cookies on the product at base.
func read(t *testing.T, browser context.Context, base string, look Look) *Reader {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	r := &Reader{t: t, ctx: ctx, base: base, look: look, person: "visitor"}
	r.do("open a window", chromedp.Navigate("about:blank"))
	r.listen()
	r.answerDialogs()
	scheme := "light"
	if look.Dark {
		scheme = "dark"
	}
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}
	_, err1 := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: look.Width, Height: 900, DeviceScaleFactor: 1, Mobile: look.Width < 500,
	})
	_, err2 := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
	if err := errors.Join(err1, err2, r.script(look.Script)); err != nil {
		t.Fatal(err)
	}
	return r
}

// script switches the page's own JavaScript on or off.
func (r *Reader) script(on bool) error {
	_, err := chromedp.Call(r.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
	return err
}

// listen keeps what the console says (a breach of the content policy speaks there) and requests to other places.
func (r *Reader) listen() {
	console := chromedp.Console(r.ctx)
	requests := chromedp.Events(r.ctx, network.RequestWillBeSent)
	if _, err := chromedp.Call(r.ctx, network.Enable, network.EnableParams{}); err != nil {
		r.t.Fatal(err)
	}
	go func() {
		for message, err := range console {
			if err != nil {
				return
			}
			if message.Type == "error" || message.Type == "warning" || message.Type == chromedp.ConsoleException {
				if !expectedAnswer.MatchString(message.Text) {
					r.hear(fmt.Sprintf("console: %s", message.Text))
				}
			}
		}
	}()
	go func() {
		for e, err := range requests {
			if err != nil {
				return
			}
			if u := e.Request.URL; strings.HasPrefix(u, "http") && !strings.HasPrefix(u, r.base) {
				r.hear("request to another place: " + u)
			}
		}
	}()
}

// expectedAnswer is what the console says of a form that came back with 422, or a page that is not there.
var expectedAnswer = regexp.MustCompile(`the server responded with a status of 4\d\d`)

func (r *Reader) hear(line string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.noise = append(r.noise, line)
}

func (r *Reader) do(what string, steps ...step) {
	r.t.Helper()
	ctx := r.ctx
	if what != "open a window" { // the first call must not have a time limit: it would end with the window
		limited, cancel := context.WithTimeout(r.ctx, 20*time.Second)
		defer cancel()
		ctx = limited
	}
	if err := chromedp.Do(ctx, steps...); err != nil {
		where, _ := chromedp.Run(r.ctx, chromedp.Location())
		r.t.Fatalf("%s as %s on %s: %s: %v", r.look, r.person, where, what, err)
	}
}

// ask evaluates a line of JavaScript in the page, also where the page's own is off.
func ask[T any](r *Reader, line string) T {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.ctx, 30*time.Second)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](line, chromedp.EvalAwaitPromise))
	if err != nil {
		r.t.Fatalf("%s as %s on %s: %.80s: %v", r.look, r.person, r.Where(), line, err)
	}
	return v
}

// Open goes to a path below the language.
func (r *Reader) Open(path string) {
	r.t.Helper()
	r.do("open "+path, chromedp.Navigate(r.base+"/"+r.look.Lang+path))
}

// Press clicks the button or link that bears exactly this text, and waits for the page that follows.
func (r *Reader) Press(text string) {
	r.t.Helper()
	r.PressIn("body", text)
}

// PressIn is Press inside the first element that the CSS selector finds. The element must be visible and is clicked
// with the mouse, so that what is covered or outside cannot be pressed.
func (r *Reader) PressIn(selector, text string) {
	r.t.Helper()
	mark := ask[string](r, fmt.Sprintf(`(() => {
		const fold = s => s.replace(/\s+/g, " ").trim();
		document.querySelectorAll("[data-e2e]").forEach(e => e.removeAttribute("data-e2e"));
		const all = [...(document.querySelector(%q) || document.createElement("p")).querySelectorAll("button, a, summary, input[type=submit]")];
		const found = all.find(e => fold(e.innerText || e.value || "") === %q && e.getClientRects().length > 0);
		if (!found) return all.map(e => fold(e.innerText)).join(" | ");
		found.setAttribute("data-e2e", "");
		return "";
	})()`, selector, text))
	if mark != "" {
		r.t.Fatalf("%s as %s on %s: nothing to press bears %q, but: %s\n%s", r.look, r.person, r.Where(), text, mark, r.Text("main"))
	}
	r.PressOn("[data-e2e]")
}

// PressOn clicks what the CSS selector finds, and waits for the page that follows.
func (r *Reader) PressOn(selector string) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.ctx, 20*time.Second)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible)); err != nil {
		r.t.Fatalf("%s as %s on %s: press %s: %v\n%s", r.look, r.person, r.Where(), selector, err, r.Text("body"))
	}
}

// Fill writes into the field of that name.
func (r *Reader) Fill(name, value string) {
	r.t.Helper()
	r.do("fill "+name, chromedp.SetValue(chromedp.CSS(fmt.Sprintf(`main [name=%q]`, name)), value, chromedp.NodeVisible))
}

// Choose picks an option of a select, a radio button or a tick by its value.
func (r *Reader) Choose(name, value string) {
	r.t.Helper()
	if ask[string](r, fmt.Sprintf(`document.querySelector('main [name=%q]')?.tagName || ""`, name)) == "SELECT" {
		r.do("choose "+value, chromedp.SetValue(chromedp.CSS(fmt.Sprintf(`main select[name=%q]`, name)), value))
		return
	}
	r.do("tick "+value, chromedp.Click(chromedp.CSS(fmt.Sprintf(`main input[name=%q][value=%q]`, name, value))))
}

// Where is the address that the window shows.
func (r *Reader) Where() string {
	where, _ := chromedp.Run(r.ctx, chromedp.Location())
	return where
}

// Text is what stands in the first element that selector finds, white space folded.
func (r *Reader) Text(selector string) string {
	r.t.Helper()
	return ask[string](r, fmt.Sprintf(`(document.querySelector(%q)?.innerText || "").replace(/\s+/g, " ").trim()`, selector))
}

// Sees fails unless the page shows the text.
func (r *Reader) Sees(text string) {
	r.t.Helper()
	if got := r.Text("body"); !strings.Contains(got, text) {
		r.t.Errorf("%s as %s on %s: %q is not there, but:\n%s", r.look, r.person, r.Where(), text, got)
	}
}

// SeesNot fails if the page shows the text.
func (r *Reader) SeesNot(text string) {
	r.t.Helper()
	if got := r.Text("body"); strings.Contains(got, text) {
		r.t.Errorf("%s as %s on %s: %q is there", r.look, r.person, r.Where(), text)
	}
}
