package e2e

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"
)

//go:embed testdata/axe.min.js
var axe string

// Check lets axe look at the page, and looks itself for what axe does not: overflow, noise in the console, one h1.
func (r *Reader) Check(name string) {
	r.t.Helper()
	r.shoot(name)
	if err := r.script(true); err != nil {
		r.t.Fatal(err)
	}
	r.do("load axe", chromedp.Evaluate[chromedp.Void](axe))
	found := ask[[]violation](r, `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v =>
		({id: v.id, help: v.help, nodes: v.nodes.map(n => n.target.join(" ") + " " + n.failureSummary)})))`)
	if err := r.script(r.look.Script); err != nil {
		r.t.Fatal(err)
	}
	for _, v := range found {
		r.t.Errorf("%s on %s (%s): axe %s: %s\n  %s", r.look, r.Where(), name, v.ID, v.Help, strings.Join(v.Nodes, "\n  "))
	}
	over := ask[int](r, `document.documentElement.scrollWidth - document.documentElement.clientWidth`)
	heads := ask[int](r, `document.querySelectorAll("h1").length`)
	if over > 0 {
		r.t.Errorf("%s on %s (%s): the page is %d px wider than the window", r.look, r.Where(), name, over)
	}
	if heads != 1 {
		r.t.Errorf("%s on %s (%s): %d first headings, want 1", r.look, r.Where(), name, heads)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, line := range r.noise {
		r.t.Errorf("%s on %s (%s): %s", r.look, r.Where(), name, line)
	}
	r.noise = nil
}

type violation struct {
	ID    string   `json:"id"`
	Help  string   `json:"help"`
	Nodes []string `json:"nodes"`
}

// shoot keeps a picture of the whole page where KEEPHOPE_TEST_SHOTS names a folder.
func (r *Reader) shoot(name string) {
	folder := os.Getenv("KEEPHOPE_TEST_SHOTS")
	if folder == "" {
		return
	}
	r.shots++
	png, err := chromedp.Run(r.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		r.t.Fatalf("photograph: %v", err)
	}
	file := filepath.Join(folder, fmt.Sprintf("%s-%02d-%s-%s.png", r.look, r.shots, r.person, name))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(file, png, 0o644); err != nil {
		r.t.Fatal(err)
	}
}
