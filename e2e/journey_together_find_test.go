package e2e

import (
	"image"
	"image/color"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"keephope/models/fold"
)

// finds asks for a text at every place where an action and those who take part in it are named. What is named of who takes
// part stands in fewer of them than what is named of the action.
func (j *together) finds(when, text string, want bool) {
	j.t.Helper()
	page := "/actions/" + fold.Slug(togetherTitle)
	everywhere := []string{
		"/actions", "/actions.json", "/actions.csv", "/calendar.ics", "/actions.atom", "/actions.feed.json",
		"/actions/month/" + j.Clock.Now().Add(untilEvening).Format("2006-01"), page, page + ".ics",
	}
	if want && text == j.beside.name {
		everywhere = []string{"/actions.json", "/actions.csv", page}
	} else if text != togetherTitle && want {
		everywhere = []string{page, page + "/participants"}
	} else if text != togetherTitle {
		everywhere = append(everywhere, page+"/participants", "/calendar/organisation/"+fold.Slug(j.guest.name)+".ics")
	}
	for _, path := range everywhere {
		j.holds(when, path, text, want)
	}
	if text == togetherTitle {
		return
	}
	for path, r := range map[string]*Reader{
		"/me/" + j.host.ID + "/actions/" + j.action + "/hosts": j.hosting, "/me/" + j.beside.ID + "/actions/" + j.action + "/hosts": j.hosts,
		"/me/actions/" + j.action: j.hosts,
	} {
		r.Open(path)
		if got := strings.Contains(r.Text("body"), text); got != want {
			j.t.Errorf("%s, %s as %s on %s: holds %q: %t, want %t", when, j.look, r.person, path, text, got, want)
		}
	}
}

// holds reads a public address and fails unless the text is in it, or is not.
func (j *together) holds(when, path, text string, want bool) {
	j.t.Helper()
	a := newVisitor(j.t, "").must(j.t, http.MethodGet, j.url+"/"+j.look.Lang+path, nil)
	if a.status != http.StatusOK && (want || a.status != http.StatusNotFound) {
		j.t.Errorf("%s, %s: %s: %d", when, j.look, path, a.status)
	}
	body := strings.ReplaceAll(a.body, "\r\n ", "") // lines of a calendar are folded
	if got := strings.Contains(body, text); got != want {
		j.t.Errorf("%s, %s: %s holds %q: %t, want %t", when, j.look, path, text, got, want)
	}
}

// loads fails unless so many pictures are there and can be seen.
func (r *Reader) loads(selector string, n int) {
	r.t.Helper()
	widths := ask[[]int](r, `Promise.all([...document.querySelectorAll(`+strconv.Quote(selector)+`)].map(i => {
		i.loading = "eager";
		return i.decode().then(() => i.naturalWidth);
	}))`)
	if len(widths) != n || slices.Contains(widths, 0) {
		r.t.Errorf("%s on %s: %s are %d pixels wide, want %d pictures", r.look, r.Where(), selector, widths, n)
	}
}

// lampPicture is a file with a picture.
func lampPicture(t *testing.T) string {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, 900, 600))
	for y := range 600 {
		for x := range 900 {
			picture.Set(x, y, color.RGBA{R: uint8(40 + x/6), G: uint8(60 + y/8), B: 90, A: 255})
		}
	}
	path := filepath.Join(t.TempDir(), "lamps.png")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, picture); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}
