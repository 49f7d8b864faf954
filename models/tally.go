package models

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm/clause"
)

// Tally is the one number of those who are not named, per statement and UTC day.
type Tally struct {
	StatementID string `gorm:"primaryKey"`
	Day         string `gorm:"primaryKey"` // "2026-11-22"
	Unnamed     int    // 0, or 10, 15, 20 …
}

// How the number is made small enough to tell nothing of one organisation. Where its steps lie is a secret of each
// statement: whoever can bring one organisation in and out of it would else learn, by the night in which it moves, how
// many the others are. The number moves up one later than down, so that one organisation cannot swing it to and fro.
const (
	tallyStep    = 5
	tallyFrom    = 10
	tallyOffsets = 4 // how far a step may lie above its number: 0 to 3
)

// utcDay writes the UTC day of an instant: "2026-11-22".
func utcDay(at time.Time) string { return at.UTC().Format(time.DateOnly) }

// rounded is what may be told of n: rounded down to a step, nothing under the least number.
func rounded(n int) int {
	if n < tallyFrom {
		return 0
	}
	return n - n%tallyStep
}

// tallied is what is told of n unnamed ones after before was told: at most n, and the same as before while n stays near.
func tallied(before, n, offset int) int {
	if up := rounded(n - offset - 1); up > before {
		return up
	}
	return min(before, rounded(n-offset))
}

// tallyOffset is the secret of a statement: 0 to tallyOffsets-1, always the same.
func (s *Store) tallyOffset(statementID string) int {
	return int(s.keys.Lookup("steps of the tally", statementID)[0]) % tallyOffsets
}

// WriteTally writes today's number for every statement that has none for today: how many organisations stand under it
// without being named (levels delivery, members and counted, and those who wait for "name us from"), as tallied. Once
// written it stays for the day, whatever happens, so that no single change moves it. The same for every action and those
// who join it quietly. Idempotent; any replica may come first.
func (s *Store) WriteTally(ctx context.Context) error {
	return s.inTx(ctx, func(t *tx) error {
		var counts []struct {
			StatementID string
			N           int
			Told        int
		}
		err := t.db.Raw(`
SELECT s.id AS statement_id, COUNT(o.id) AS n,
	COALESCE((SELECT t.unnamed FROM tallies t WHERE t.statement_id = s.id ORDER BY t.day DESC LIMIT 1), 0) AS told
FROM statements s
LEFT JOIN endorsements e ON e.statement_id = s.id AND e.withdrawn_at IS NULL AND (e.level <> ? OR e.name_from > ?)
LEFT JOIN organisations o ON o.id = e.organisation_id AND o.state = ? AND o.hidden_at IS NULL
GROUP BY s.id`, Public, t.at, Member).Scan(&counts).Error
		if err != nil {
			return fmt.Errorf("count unnamed endorsers: %w", err)
		}
		for _, c := range counts {
			row := Tally{StatementID: c.StatementID, Day: utcDay(t.at), Unnamed: tallied(c.Told, c.N, t.tallyOffset(c.StatementID))}
			if err := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
				return fmt.Errorf("write tally: %w", err)
			}
		}
		return t.writeActionTallies()
	})
}

// Unnamed returns how many more stand under a statement without being named: today's number, or that of the last day
// before that has one (the hours until today's is written, or a night in which the program did not run); 0 if there is
// none yet.
func (s *Store) Unnamed(ctx context.Context, statementID string) (int, error) {
	var rows []Tally
	err := s.db.WithContext(ctx).Where("statement_id = ? AND day <= ?", statementID, utcDay(s.clock())).
		Order("day DESC").Limit(1).Find(&rows).Error
	if err != nil {
		return 0, fmt.Errorf("read tally: %w", err)
	}
	if len(rows) == 0 {
		return 0, nil
	}
	return rows[0].Unnamed, nil
}
