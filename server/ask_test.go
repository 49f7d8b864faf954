package server_test

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
)

// asked is one request. It goes to the program's listener as a proxy would pass it on.
type asked struct {
	method, path, as string
	accept           string            // "" = a page
	header           map[string]string // beside those of a form of ours
	form             url.Values
}

// representations are what readers may say that they accept. No answer's status depends on it.
var representations = []string{"text/html", "application/json", "text/csv", "htmx"}

// ask sends a request. Forms go as one of our own pages sends them.
func (s *story) ask(a asked) answer {
	s.t.Helper()
	res := s.send(a, a.form != nil, "application/x-www-form-urlencoded")
	if res.StatusCode == http.StatusTooManyRequests { // limits have tests of their own
		s.w.Exec(s.t, "DELETE FROM limits")
		res = s.send(a, a.form != nil, "application/x-www-form-urlencoded")
	}
	if a.form != nil && res.StatusCode == http.StatusUnsupportedMediaType {
		res = s.send(a, true, "multipart/form-data")
	}
	return res
}

func (s *story) send(a asked, form bool, kind string) answer {
	s.t.Helper()
	var body io.Reader
	if form {
		body = strings.NewReader(a.form.Encode())
	}
	if form && kind == "multipart/form-data" {
		body, kind = asParts(a.form)
	}
	req, err := http.NewRequestWithContext(s.t.Context(), a.method, s.app.URL()+a.path, body)
	if err != nil {
		s.t.Fatalf("%s %s: %v", a.method, a.path, err)
	}
	s.number++
	req.Host = strings.TrimPrefix(siteURL, "https://")
	req.Header.Set("X-Forwarded-For", fmt.Sprintf("198.%d.%d.7", 18+s.number>>8&1, s.number&255))
	req.Header.Set("Accept", a.accept)
	if a.accept == "htmx" {
		req.Header.Set("Accept", "text/html")
		req.Header.Set("HX-Request", "true")
	}
	if form {
		req.Header.Set("Content-Type", kind)
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if token := s.tokens[a.as]; token != "" {
		req.Header.Set("Cookie", "__Host-session="+token)
	}
	for name, value := range a.header {
		req.Header.Set(name, value)
	}
	res, err := s.direct.Do(req)
	if err != nil {
		s.t.Fatalf("%s %s: %v", a.method, a.path, err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatalf("%s %s: %v", a.method, a.path, err)
	}
	return answer{res, string(text)}
}

func asParts(form url.Values) (io.Reader, string) {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range form {
		_ = w.WriteField(name, values[0])
	}
	_ = w.Close()
	return &body, w.FormDataContentType()
}

// direct asks without following, compressing or remembering anything.
func direct() *http.Client {
	return &http.Client{
		Transport:     &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 8},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
