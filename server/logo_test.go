package server_test

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// upload sends a form with files as a browser does. Fields named "file:x" are pictures of the field x.
func (b *browser) upload(address string, fields [][2]string, header map[string]string) answer {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, f := range fields {
		name, isFile := strings.CutPrefix(f[0], "file:")
		if !isFile {
			_ = w.WriteField(name, f[1])
			continue
		}
		part, err := w.CreateFormFile(name, "logo.png")
		if err != nil {
			b.t.Fatal(err)
		}
		_, _ = part.Write([]byte(f[1]))
	}
	_ = w.Close()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, siteURL+address, &body)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for name, value := range header {
		r.Header.Set(name, value)
	}
	res, err := b.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	var text bytes.Buffer
	_, _ = text.ReadFrom(res.Body)
	return answer{res, text.String()}
}

func pngOf(t *testing.T, width, height int) string {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestPicturesThatAreNone(t *testing.T) {
	s := newSite(t)
	s.campaign()
	b, at := s.begun("Nino", "Window")
	good := pngOf(t, 40, 40)
	send := func(fields ...[2]string) answer {
		fields = append([][2]string{{"form_id", s.app.Store().NewID()}}, fields...)
		return b.upload(at+"/words", fields, nil)
	}
	for what, story := range map[string]struct {
		a      answer
		status int
		text   string
	}{
		"a script":        {send([2]string{"quote", "kept"}, [2]string{"file:logo", "<svg><script>alert(1)</script></svg>"}), 422, "Choose a PNG or JPEG picture"},
		"cut off":         {send([2]string{"file:logo", good[:len(good)-20]}), 422, "This picture cannot be opened. Choose another one"},
		"six megabytes":   {send([2]string{"file:logo", good + strings.Repeat("x", 6_000_000)}, [2]string{"quote", "kept"}), 422, "This picture is larger than 5 MB. Choose a smaller one"},
		"eleven megabyte": {send([2]string{"file:logo", good + strings.Repeat("x", 11<<20)}), 413, "That is too large"},
		"two pictures":    {send([2]string{"file:logo", good}, [2]string{"file:logo", good}), 400, ""},
		"another field":   {send([2]string{"file:quote2", good}), 400, ""},
		"a repeated one":  {send([2]string{"quote", "a"}, [2]string{"quote", "b"}), 400, ""},
		"long text":       {send([2]string{"quote", strings.Repeat("a", 300<<10)}), 413, ""},
		"none":            {send([2]string{"quote", "We stay."}), 303, ""},
		"a good one":      {send([2]string{"quote", "We stay."}, [2]string{"file:logo", good}, [2]string{"later", "1"}), 303, ""},
	} {
		wantStatus(t, what, story.a, story.status, story.text)
		if story.status == 422 && strings.Contains(what, "six") && !strings.Contains(story.a.body, ">kept</textarea>") {
			t.Errorf("%s: the text is lost", what)
		}
	}
	for what, kind := range map[string]string{"a plain form": "application/x-www-form-urlencoded", "json": "application/json", "no boundary": "multipart/form-data"} {
		a := b.do(http.MethodPost, at+"/words", url.Values{"quote": {"x"}}, map[string]string{"Sec-Fetch-Site": "same-origin", "Content-Type": kind})
		if a.StatusCode != http.StatusUnsupportedMediaType {
			t.Errorf("%s: %d", what, a.StatusCode)
		}
	}
	page := b.get(at + "/words")
	src := between(page.body, `<img src="`, `"`)
	logo := b.get(src)
	wantStatus(t, "the preview", logo, http.StatusOK)
	if logo.Header.Get("Content-Type") != "image/png" || !strings.Contains(logo.Header.Get("Content-Security-Policy"), "sandbox") ||
		!strings.Contains(logo.Header.Get("Cache-Control"), "no-store") || logo.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("the preview's headers: %v", logo.Header)
	}
	wantStatus(t, "somebody else's logo", s.as("Sandro").get(src), http.StatusNotFound)
}
