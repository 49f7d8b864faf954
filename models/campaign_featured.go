package models

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// FeaturedCampaign is what the frame of every page shows, and where the short addresses lead.
type FeaturedCampaign struct {
	ID             string
	CallID         string // the statement of kind Call
	Title, Summary string
	Lang           string // in which of the campaign's languages
	Historical     bool
}

// featuredLife is how long a replica goes on showing the frame of before, at most.
const featuredLife = time.Second

// featuredSnapshot keeps the featured campaign in all its languages, so that the frame of a page costs no statement.
// An edit, like every quieter change, drops it at once on the replica where it was made.
type featuredSnapshot struct {
	mu      sync.Mutex
	rows    []featuredRow
	until   time.Time
	dropped int // counts the drops: what was read before one is not kept after it
}

type featuredRow struct {
	FeaturedCampaign
	OriginalLang string
}

func (f *featuredSnapshot) get(now time.Time) (rows []featuredRow, dropped int, fresh bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.rows, f.dropped, now.Before(f.until)
}

// keep holds on to rows that were read after `dropped` drops. No campaign is not kept: the first one shows at once.
func (f *featuredSnapshot) keep(rows []featuredRow, dropped int, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.dropped == dropped && len(rows) > 0 {
		f.rows, f.until = rows, now.Add(featuredLife)
	}
}

func (f *featuredSnapshot) drop() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rows, f.until, f.dropped = nil, time.Time{}, f.dropped+1
}

// Featured returns the featured campaign in lang, else in its original language. Before there is one, the zero value.
// It may be one second old.
func (s *Store) Featured(ctx context.Context, lang string) (FeaturedCampaign, error) {
	rows, dropped, fresh := s.featured.get(s.clock())
	if !fresh {
		var err error
		if rows, err = s.readFeatured(ctx); err != nil {
			return FeaturedCampaign{}, err
		}
		s.featured.keep(rows, dropped, s.clock())
	}
	var found FeaturedCampaign
	for _, row := range rows {
		if row.Lang == lang || row.Lang == row.OriginalLang && found.ID == "" {
			found = row.FeaturedCampaign
		}
	}
	return found, nil
}

func (s *Store) readFeatured(ctx context.Context) ([]featuredRow, error) {
	var rows []featuredRow
	err := s.db.WithContext(ctx).Table("campaigns c").
		Select("c.id, s.id AS call_id, t.title, t.summary, t.lang, c.historical, c.original_lang").
		Joins("JOIN campaign_texts t ON t.campaign_id = c.id").
		Joins("JOIN statements s ON s.campaign_id = c.id AND s.kind = ?", Call).
		Where("c.featured").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read featured campaign: %w", err)
	}
	return rows, nil
}
