package models

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"golang.org/x/text/language"

	"keephope/models/fold"
)

// NewCampaign is a campaign as setup or the demo brings it in, whole. Texts are by language; the original's must be
// among them.
type NewCampaign struct {
	Slug         string // "" = after the title
	Historical   bool
	Hashtag      string
	OriginalLang string
	Links        []CampaignLink
	Dates        []KeyDate
	Documented   []DocumentedSupporter
	Texts        map[string]CampaignText
}

// MakeCampaign makes a campaign with its call, which has no version yet. The first one is featured. Returns the
// campaign's id, or Conflict if the slug is taken.
func (s *Store) MakeCampaign(ctx context.Context, as Actor, sent Sent, n NewCampaign) (string, error) {
	if err := as.MayMakeCampaign(); err != nil {
		return "", err
	}
	return s.change(ctx, as, sent, func(t *tx) (string, error) {
		n, err := n.cleaned()
		if err != nil {
			return "", err
		}
		var others int64
		if err := t.db.Model(&Campaign{}).Count(&others).Error; err != nil {
			return "", fmt.Errorf("count campaigns: %w", err)
		}
		c := Campaign{
			ID: t.NewID(), Slug: n.Slug, Featured: others == 0, Historical: n.Historical, Hashtag: n.Hashtag,
			OriginalLang: n.OriginalLang, Links: n.Links, Dates: n.Dates, Documented: n.Documented,
			CreatedAt: t.at, EditedAt: t.at,
		}
		if err := t.db.Create(&c).Error; err != nil {
			return "", duplicate(err, "campaign.slug_taken")
		}
		for lang, text := range n.Texts {
			text.CampaignID, text.Lang = c.ID, lang
			if err := t.db.Create(&text).Error; err != nil {
				return "", fmt.Errorf("write campaign in %s: %w", lang, err)
			}
		}
		call := Statement{ID: t.NewID(), CampaignID: c.ID, Kind: Call, CreatedAt: t.at}
		if err := t.db.Create(&call).Error; err != nil {
			return "", fmt.Errorf("write call: %w", err)
		}
		t.makeQuieter() // pages that said "nothing here yet" are dropped
		return c.ID, t.write(as, Event{Verb: "campaign.made", ObjectKind: "campaign", ObjectID: c.ID, CampaignID: c.ID})
	})
}

// cleaned returns the campaign as it is kept, or Invalid.
func (n NewCampaign) cleaned() (NewCampaign, error) {
	var f faults
	if n.Slug == "" {
		n.Slug = fold.Slug(n.Texts[n.OriginalLang].Title)
		if fold.Reserved(n.Slug) {
			n.Slug += "-campaign"
		}
	}
	if fold.Slug(n.Slug) != n.Slug || fold.Reserved(n.Slug) {
		f.add("slug", "campaign.slug")
	}
	if _, ok := n.Texts[n.OriginalLang]; !ok {
		f.add("original_lang", "field.choice")
	}
	n.Hashtag = checkHashtag(&f, n.Hashtag)
	n.Texts = maps.Clone(n.Texts)
	for lang, text := range n.Texts {
		checkLang(&f, lang)
		n.Texts[lang] = text.cleaned(&f)
	}
	for i, link := range n.Links {
		checkLink(&f, row("url", i), link.URL)
	}
	n.Links, n.Documented = orEmpty(n.Links), orEmpty(n.Documented)
	n.Dates = slices.Clone(orEmpty(n.Dates))
	for i, date := range n.Dates {
		n.Dates[i].At = date.At.UTC()
		if _, err := zone(date.Zone); err != nil {
			f.add(row("zone", i), "campaign.date.zone")
		}
	}
	return n, f.err()
}

// checkLang adds a field error if tag is no language tag in its usual form (BCP 47).
func checkLang(f *faults, tag string) {
	parsed, err := language.Parse(tag)
	if err != nil || parsed == language.Und || parsed.String() != tag {
		f.add("lang", "field.choice")
	}
}

// orEmpty turns no list into an empty one: a column of a list is never null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
