package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"

	"keephope/views/xmltext"
)

// december is an instant, written down in Vilnius.
var december = time.Date(2026, 12, 10, 18, 0, 0, 999, time.FixedZone("EET", 2*60*60))

// actions is a feed of two actions, one in another language.
func actions() Feed {
	return Feed{
		ID: "tag:hope.example,2026:actions:en", Title: "Joint actions: Keep Hope & Alive", About: "What we do <together>", Author: "Keep Hope Alive", Lang: "en",
		Self: "https://hope.example/en/actions.atom", Address: "https://hope.example/en/actions?a=1&b=2",
		Updated: december.Add(-time.Hour),
		Entries: []Entry{
			{
				ID: "urn:uuid:5b0c3c9e-0d0c-4f4c-9a55-0b6f3c1f9a11", Title: `Light in the <window> & "hope"`, Address: "https://hope.example/en/actions/light",
				Published: december.Add(-48 * time.Hour), Updated: december, HTML: `<p lang="en">One window in <b>every</b> town &amp; village</p>`, Text: "One window in every town & village",
			},
			{
				ID: "tag:hope.example,2026:action:2", Title: "ضوء في النافذة", Address: "https://hope.example/ar/actions/2",
				Published: december.Add(-24 * time.Hour), Text: "أمسية", Lang: "ar",
			},
		},
	}
}

// atomFeed is Atom as RFC 4287 has it, read by the standard library's parser.
type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string      `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle"`
	Updated  string      `xml:"updated"`
	Author   string      `xml:"author>name"`
	Entries  []atomEntry `xml:"entry"`
	Others   []struct {
		XMLName xml.Name
		Rel     string `xml:"rel,attr"`
		Href    string `xml:"href,attr"`
	} `xml:",any"`
}

type atomEntry struct {
	Lang      string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID        string `xml:"id"`
	Title     string `xml:"title"`
	Published string `xml:"published"`
	Updated   string `xml:"updated"`
	Summary   string `xml:"summary"`
	Content   struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	} `xml:"content"`
	Link struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Others []struct{ XMLName xml.Name } `xml:",any"`
}

// readAtom writes a feed as Atom and reads it.
func readAtom(t testing.TB, f Feed) atomFeed {
	t.Helper()
	text, err := Atom(f)
	if err != nil {
		t.Fatal(err)
	}
	var got atomFeed
	if err := xml.Unmarshal(text, &got); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return got
}

func TestAtomIsReadByAnotherProgram(t *testing.T) {
	f := actions()
	got := readAtom(t, f)
	if got.ID != f.ID || got.Title != f.Title || got.Subtitle != f.About || got.Lang != "en" || got.Author != f.Author {
		t.Errorf("the head is %+v", got)
	}
	if got.Updated != "2026-12-10T16:00:00Z" {
		t.Errorf("the feed is of %s, want the newest entry's instant in UTC", got.Updated)
	}
	links := map[string]string{}
	for _, o := range got.Others {
		links[o.XMLName.Local+" "+o.Rel] = o.Href
	}
	if diff := cmp.Diff(map[string]string{"link self": f.Self, "link alternate": f.Address}, links); diff != "" {
		t.Error(diff)
	}
	var first, second atomEntry
	first.ID, first.Title, first.Published, first.Updated = f.Entries[0].ID, f.Entries[0].Title, "2026-12-08T16:00:00Z", "2026-12-10T16:00:00Z"
	first.Summary, first.Content.Type, first.Content.Text = f.Entries[0].Text, "html", f.Entries[0].HTML
	first.Link.Rel, first.Link.Href = "alternate", f.Entries[0].Address
	second.ID, second.Title, second.Published, second.Updated = f.Entries[1].ID, f.Entries[1].Title, "2026-12-09T16:00:00Z", "2026-12-09T16:00:00Z"
	second.Content.Type, second.Content.Text, second.Lang = "text", f.Entries[1].Text, "ar"
	second.Link.Rel, second.Link.Href = "alternate", f.Entries[1].Address
	if diff := cmp.Diff([]atomEntry{first, second}, got.Entries); diff != "" {
		t.Error(diff)
	}
}

func TestBothFormatsTellReadersTheSame(t *testing.T) {
	f := actions()
	atom, err := Atom(f)
	if err != nil {
		t.Fatal(err)
	}
	jsonText, err := JSON(f)
	if err != nil {
		t.Fatal(err)
	}
	for format, text := range map[string][]byte{"atom": atom, "json": jsonText} {
		got, err := gofeed.NewParser().Parse(bytes.NewReader(text))
		if err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		if got.FeedType != format || got.Link != f.Address || got.FeedLink != f.Self || got.Language != "en" || len(got.Items) != 2 {
			t.Errorf("%s: the head is %+v", format, got)
		}
		for i, item := range got.Items {
			e := f.Entries[i]
			if item.GUID != e.ID || item.Link != e.Address || item.Title != e.Title || !item.PublishedParsed.Equal(e.Published.Truncate(time.Second)) {
				t.Errorf("%s: entry %d is %+v", format, i, item)
			}
		}
		if got.Items[0].Content != f.Entries[0].HTML {
			t.Errorf("%s: the content is %q", format, got.Items[0].Content)
		}
	}
}

func TestAnEmptyFeedIsAFeed(t *testing.T) {
	f := actions()
	f.Entries, f.About = nil, ""
	if got := readAtom(t, f); got.Updated != "2026-12-10T15:00:00Z" || len(got.Entries) != 0 || got.ID != f.ID {
		t.Errorf("as Atom it is %+v", got)
	}
	text, err := JSON(f)
	if err != nil || !bytes.Contains(text, []byte(`"items":[]`)) {
		t.Errorf("as JSON it is %s, %v", text, err)
	}
}

func TestNamesLast(t *testing.T) {
	nameless, twice, head := actions(), actions(), actions()
	nameless.Entries[1].ID = "https://hope.example/en/actions/light"
	twice.Entries[1].ID = twice.Entries[0].ID
	head.ID = ""
	for name, f := range map[string]Feed{"nameless": nameless, "twice": twice, "head": head} {
		if text, err := Atom(f); err == nil || text != nil {
			t.Errorf("%s is written as Atom", name)
		}
		if text, err := JSON(f); err == nil || text != nil {
			t.Errorf("%s is written as JSON", name)
		}
	}
}

func TestAnEntryWithoutWordsHasContent(t *testing.T) {
	f := actions()
	f.Entries = []Entry{{ID: "tag:hope.example,2026:action:3", Title: "3", Published: december}}
	text, err := JSON(f)
	if err != nil || !bytes.Contains(text, []byte(`"content_text":""`)) {
		t.Errorf("as JSON it is %s, %v", text, err)
	}
}

// FuzzFeed: whatever a title, a text or an address says, as many entries come out as went in, with the very words.
func FuzzFeed(f *testing.F) {
	f.Add("</title></entry><entry><id>tag:x</id>", "<script>]]></content>", "\x00\ufffe\xff\r\n", `https://x.example/"><link href='`)
	f.Add(`","items":[{"id":"tag:x"}]`, "\\", "\u2028", "&#0;&amp;amp;")
	f.Fuzz(func(t *testing.T, title, html, text, address string) {
		feed := actions()
		feed.Entries = nil
		for i := range 3 {
			feed.Entries = append(feed.Entries, Entry{ID: fmt.Sprintf("tag:hope.example,2026:%d", i), Title: title, HTML: html, Text: text, Address: address, Published: december, Lang: title})
		}
		got := readAtom(t, feed)
		if len(got.Entries) != 3 || len(got.Others) != 2 {
			t.Fatalf("Atom has %d entries", len(got.Entries))
		}
		for i, e := range got.Entries {
			content := html
			if html == "" {
				content = text
			}
			if e.ID != feed.Entries[i].ID || e.Title != xmltext.Clean(title) || e.Content.Text != xmltext.Clean(content) || e.Link.Href != xmltext.Clean(address) || len(e.Others) > 0 {
				t.Errorf("entry %d is %+v", i, e)
			}
		}
		written, err := JSON(feed)
		if err != nil {
			t.Fatal(err)
		}
		var items struct{ Items []map[string]string }
		if err := json.Unmarshal(written, &items); err != nil || len(items.Items) != 3 {
			t.Fatalf("JSON has %d items, %v", len(items.Items), err)
		}
		for i, item := range items.Items {
			if item["id"] != feed.Entries[i].ID || item["title"] != xmltext.Clean(title) || item["content_html"] != xmltext.Clean(html) || item["url"] != xmltext.Clean(address) {
				t.Errorf("item %d is %q", i, item)
			}
		}
	})
}
