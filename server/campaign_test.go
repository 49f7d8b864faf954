package server_test

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"keephope/models"
	"keephope/models/modelstest"
)

// page is an answer's HTML, to be asked by element.
func (a answer) page(t *testing.T) *goquery.Document {
	t.Helper()
	if a.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d\n%s", a.Request.URL, a.StatusCode, a.body)
	}
	return a.parsed(t)
}

// parsed is a page, also one that refuses.
func (a answer) parsed(t *testing.T) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// world is the site's store with the steps of models' stories.
func (s *site) world() *modelstest.World {
	return &modelstest.World{Store: s.app.Store(), Clock: s.clock}
}

func TestBeforeThereIsACampaignEveryPublicPageSaysSo(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	for _, address := range []string{"/en/", "/ru/statement", "/ar/safety", "/en/privacy", "/ru/accessibility"} {
		if n := b.get(address).page(t).Find("main h1").Length(); n != 1 {
			t.Errorf("%s has %d headings of the first level", address, n)
		}
	}
	if got := b.get("/en/").page(t).Find("h1").Text(); got != "This site is being set up" {
		t.Errorf("the first page says %q", got)
	}
}

func TestAReaderHoldsOnToTheStatement(t *testing.T) {
	s := newSite(t)
	s.campaign()
	b := s.browser()
	home := b.get("/ru/").page(t)
	if got := home.Find("h1").Text(); got != "Надежда жива" {
		t.Errorf("the first page is headed %q", got)
	}
	if n := home.Find("figure.facade path.w9").Length(); n != 1 {
		t.Errorf("%d windows are yours", n)
	}
	if res := b.get("/ru"); res.to() != "/ru/" || b.get("/xx").StatusCode != http.StatusNotFound {
		t.Errorf("the address that people type leads to %q", res.to())
	}
	link := home.Find("#share-link").AttrOr("value", "")
	if link != siteURL+"/ru/" {
		t.Errorf("passed on is %q", link)
	}
	home.Find(".share a").Each(func(_ int, a *goquery.Selection) {
		if a.AttrOr("rel", "") != "noopener noreferrer" || strings.Contains(a.AttrOr("href", ""), "vk.com") {
			t.Errorf("a share link is %s", a.AttrOr("href", ""))
		}
	})

	text := b.get("/ru/statement").page(t)
	if text.Find(".prose p").Length() != 2 || text.Find(".prose").AttrOr("lang", "") != "" {
		t.Errorf("the statement in Russian has %d paragraphs", text.Find(".prose p").Length())
	}
	file := text.Find(`a[hreflang="ru"][href$=".txt"]`).AttrOr("href", "")
	saved := b.get(file)
	sum := sha256.Sum256([]byte(saved.body))
	if got := saved.Header.Get("Content-Type"); got != "text/plain; charset=utf-8" {
		t.Errorf("the file is %q", got)
	}
	if shown := text.Find(".hash").Map(func(_ int, h *goquery.Selection) string { return h.Text() }); shown[0] != hex.EncodeToString(sum[:]) {
		t.Errorf("shown are %v, the file has %x", shown, sum)
	}

	arabic := b.get("/ar/statement").page(t)
	if prose := arabic.Find(".prose"); prose.AttrOr("lang", "") != "en" || prose.AttrOr("dir", "") != "ltr" {
		t.Error("the original is not marked as what it is")
	}
	if note := arabic.Find(".note").Text(); !strings.Contains(note, "لا توجد ترجمة") {
		t.Errorf("nobody says that the translation is missing: %q", note)
	}
	for _, address := range []string{"/ar/statement/1.txt", "/en/statement/2", "/en/statement/0", "/en/statement/2147483648", "/en/statement/2147483648/changes", "/en/statement/01", "/en/statement/1/changes", "/en/statement/x"} {
		if got := b.get(address).StatusCode; got != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", address, got)
		}
	}
}

func TestWhatChangedIsReadAloud(t *testing.T) {
	s := newSite(t)
	s.campaign()
	s.world().PublishCall(t, map[string][2]string{"en": {"We stand together", "We all stand together.\n\nQuietly where we must."}})
	b := s.browser()
	doc := b.get("/en/statement/2/changes").page(t)
	if got := doc.Find("ins").First().Text(); got != "added: all " {
		t.Errorf("added is %q", got)
	}
	if got := doc.Find("del").Text(); got != "removed: By name where we can, quietly" {
		t.Errorf("removed is %q", got)
	}
	old := b.get("/en/statement/1").page(t)
	if !strings.Contains(old.Find(".note").Text(), "The newest is version 2") || old.Find(`a[href="/en/statement/2/changes"]`).Length() != 1 {
		t.Error("an earlier version does not lead to the newest")
	}
}

// filled is a page's form with all its fields as a browser would send them.
func filled(t *testing.T, form *goquery.Selection) url.Values {
	t.Helper()
	values := url.Values{}
	form.Find("input[name], textarea[name], select[name]").Each(func(_ int, f *goquery.Selection) {
		value := f.AttrOr("value", "")
		switch _, checked := f.Attr("checked"); {
		case slices.Contains([]string{"checkbox", "radio"}, f.AttrOr("type", "")) && !checked:
			return
		case goquery.NodeName(f) == "textarea":
			value = strings.ReplaceAll(strings.TrimPrefix(f.Text(), "\n"), "\n", "\r\n")
		case goquery.NodeName(f) == "select":
			value = f.Find("option[selected]").AttrOr("value", "")
		}
		values.Add(f.AttrOr("name", ""), value)
	})
	return values
}

func TestACoordinatorBeginsAndWritesTheCampaignInTheBrowser(t *testing.T) {
	s := newSite(t)
	b := s.asRole("Irena", models.Coordinator)
	values := filled(t, b.get("/en/desk/campaign").page(t).Find("main form"))
	if res := b.post("/en/desk/campaign", values); res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(res.body, `href="#title"`) {
		t.Fatalf("without a name: %d", res.StatusCode)
	}
	values.Set("title", "Keep Hope Alive")
	at := b.post("/en/desk/campaign", values).to()
	values = filled(t, b.get(at).page(t).Find("main form"))
	values["ask"] = []string{"Meet your government", ""}
	values["url"], values["label"] = []string{"http://example.org", ""}, []string{"Background", ""}
	values["date"][0], values["day"][0], values["clock"][0], values["zone"][0] = "Light in the window", "2026-12-10", "20:00", "Europe/Vilnius"
	res := b.post(at, values)
	doc, _ := goquery.NewDocumentFromReader(strings.NewReader(res.body))
	if res.StatusCode != http.StatusUnprocessableEntity || doc.Find(`.error-summary a[href="#url-1"]`).Length() != 1 || doc.Find("#ask-1").AttrOr("value", "") != "Meet your government" {
		t.Fatalf("an address without https: %d, %q", res.StatusCode, doc.Find(".error-summary").Text())
	}
	values.Set("form_id", res.formID())
	values["url"][0] = "https://example.org"
	if res := b.post(at, values); res.StatusCode != http.StatusSeeOther {
		t.Fatalf("saved: %d\n%s", res.StatusCode, res.body)
	}
	values.Set("form_id", b.get(at).formID()) // the page of before, sent as a form of its own
	if res := b.post(at, values); res.StatusCode != http.StatusConflict || !strings.Contains(res.body, "Somebody else edited") {
		t.Errorf("an outdated form: %d", res.StatusCode)
	}
	home := s.browser().get("/ar/").page(t)
	if home.Find("h1").AttrOr("lang", "") != "en" || home.Find(".asks li").Length() != 1 || home.Find(".timeline time").AttrOr("datetime", "") != "2026-12-10T20:00:00+02:00" {
		t.Errorf("the first page is\n%s", home.Find("main").Text())
	}
	translation := b.get("/en/desk/campaign/ar").page(t)
	if translation.Find("#hashtag, #url-1, #day-1").Length() != 0 || !strings.Contains(translation.Find(".pager").Text(), "missing") {
		t.Error("a translation offers what is the same in every language, or does not say what is missing")
	}
}

func TestACoordinatorWritesAndPublishesTheStatementInTheBrowser(t *testing.T) {
	s := newSite(t)
	s.campaign()
	b := s.asRole("Irena", models.Coordinator)
	at := b.post("/en/desk/statement", filled(t, b.get("/en/desk/statement").page(t).Find("main form"))).to()
	for _, page := range []string{"/en/desk/statement", "/en/desk/statement/publish"} {
		empty := b.get(page).page(t)
		if empty.Find(`main form[action$="/publish"], main a[href$="/publish"]`).Length() != 0 || empty.Find("#text-en").Text() != "Write the original first (English)" {
			t.Errorf("%s offers to publish nothing, or does not say what is missing: %s", page, empty.Find("main").Text())
		}
	}
	editor := b.get(at).page(t)
	if body := editor.Find("#body").Text(); !strings.HasPrefix(body, "We stand together.") {
		t.Errorf("the draft begins with %q", body)
	}
	values := filled(t, editor.Find("main form"))
	values.Set("body", "We *all* stand together.\r\n\r\n<script>alert(1)</script>")
	if res := b.post(at, values); res.StatusCode != http.StatusSeeOther {
		t.Fatalf("saved: %d\n%s", res.StatusCode, res.body)
	}
	if strings.Contains(s.browser().get("/ru/statement").body, "alert(1)") {
		t.Error("a draft is public")
	}
	values.Set("form_id", b.get(at).formID())
	if res := b.post(at, values); res.StatusCode != http.StatusConflict {
		t.Errorf("an outdated form: %d, want 409", res.StatusCode)
	}
	confirm := filled(t, b.get("/en/desk/statement/publish").page(t).Find("main form"))
	res := b.post("/en/desk/statement/publish", confirm)
	if told := b.follow(res).page(t).Find("main [role=status]").Text(); !strings.Contains(told, "Version 2 is published") {
		t.Fatalf("published: %d, told %q\n%s", res.StatusCode, told, res.body)
	}
	text := s.browser().get("/en/statement").page(t)
	if text.Find(".prose em").Text() != "all" || text.Find(".prose script").Length() != 0 || !strings.Contains(text.Find(".prose").Text(), "<script>alert(1)</script>") {
		t.Errorf("the statement is\n%s", text.Find(".prose").Text())
	}
	translate := "/en/desk/statement/2/translate/ar"
	values = filled(t, b.get(translate).page(t).Find("main form"))
	values.Set("title", "نقف معًا")
	if res := b.post(translate, values); res.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("a translation without its text: %d", res.StatusCode)
	}
	values.Set("form_id", b.get(translate).formID())
	values.Set("body", "نقف جميعًا معًا.")
	reading := b.post(translate, values)
	if reading.StatusCode != http.StatusOK || reading.page(t).Find(".prose").Text() == "" || s.browser().get("/ar/statement").page(t).Find("h1").Text() == "نقف معًا" {
		t.Fatalf("the translation is read before it is published: %d\n%s", reading.StatusCode, reading.page(t).Find("main").Text())
	}
	values = filled(t, reading.page(t).Find("main form"))
	values.Set("step", "write")
	if on := b.post(translate, values); on.page(t).Find("#body").Text() != "نقف جميعًا معًا." {
		t.Errorf("going on writing: %d, %q", on.StatusCode, on.page(t).Find("#body").Text())
	}
	values.Set("step", "publish")
	res = b.post(translate, values)
	if told := b.follow(res).page(t).Find("main [role=status]").Text(); res.StatusCode != http.StatusSeeOther || !strings.Contains(told, "The translation is published") {
		t.Fatalf("translated: %d, told %q", res.StatusCode, told)
	}
	values.Set("form_id", s.app.Store().NewID())
	if again := b.post(translate, values); again.StatusCode != http.StatusConflict || !strings.Contains(again.body, "نقف جميعًا معًا.</textarea>") {
		t.Errorf("translated twice: %d", again.StatusCode)
	}
	if got := s.browser().get("/ar/statement").page(t).Find("h1").Text(); got != "نقف معًا" {
		t.Errorf("in Arabic it is headed %q", got)
	}
	if res := s.as("Maja").get("/en/desk/statement"); res.StatusCode != http.StatusForbidden {
		t.Errorf("somebody without the role: %d", res.StatusCode)
	}
}
