package feed

import (
	"encoding/json"
	"fmt"

	"keephope/views/xmltext"
)

// jsonFeed is a feed as JSON Feed 1.1 has it.
type jsonFeed struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePageURL string       `json:"home_page_url"`
	FeedURL     string       `json:"feed_url"`
	Description string       `json:"description,omitempty"`
	Authors     []jsonAuthor `json:"authors"`
	Language    string       `json:"language"`
	Items       []jsonItem   `json:"items"`
}

// jsonAuthor is who speaks.
type jsonAuthor struct {
	Name string `json:"name"`
}

// jsonItem is an entry. An item must have one of the contents, be it empty.
type jsonItem struct {
	ID            string  `json:"id"`
	URL           string  `json:"url"`
	Title         string  `json:"title"`
	ContentHTML   string  `json:"content_html,omitempty"`
	ContentText   *string `json:"content_text,omitempty"`
	DatePublished string  `json:"date_published,omitempty"`
	DateModified  string  `json:"date_modified"`
	Language      string  `json:"language,omitempty"`
}

// JSON writes a feed as JSON Feed 1.1. Returns an error if names are missing or stand twice.
func JSON(f Feed) ([]byte, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: xmltext.Clean(f.Title), HomePageURL: xmltext.Clean(f.Address), FeedURL: xmltext.Clean(f.Self),
		Description: xmltext.Clean(f.About), Authors: []jsonAuthor{{xmltext.Clean(f.Author)}}, Language: xmltext.Clean(f.Lang), Items: []jsonItem{},
	}
	for _, e := range f.Entries {
		out.Items = append(out.Items, e.item())
	}
	text, err := json.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("write feed %s: %w", f.ID, err)
	}
	return append(text, '\n'), nil
}

// item is an entry as JSON Feed has it.
func (e Entry) item() jsonItem {
	item := jsonItem{
		ID: xmltext.Clean(e.ID), URL: xmltext.Clean(e.Address), Title: xmltext.Clean(e.Title), ContentHTML: xmltext.Clean(e.HTML),
		DateModified: instant(e.updated()), Language: xmltext.Clean(e.Lang),
	}
	if text := xmltext.Clean(e.Text); text != "" || item.ContentHTML == "" {
		item.ContentText = &text
	}
	if !e.Published.IsZero() {
		item.DatePublished = instant(e.Published)
	}
	return item
}
