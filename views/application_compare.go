package views

import (
	"strings"

	"keephope/models"
)

// ComparePage is an applicant beside an organisation with a similar name.
type ComparePage struct {
	Page
	models.Comparison
}

// row is one thing that both sides tell of themselves, or one of them.
type row struct {
	Label       string
	This, Other fact
}

// Same reports whether both sides tell the same. Two pictures are two.
func (r row) Same() bool {
	return r.This.Value != "" && !r.This.Logo && strings.EqualFold(r.This.Value, r.Other.Value)
}

// rows are what the two sides tell, one beside the other; what neither tells is left out.
func (p ComparePage) rows() []row {
	var rows []row
	for _, f := range models.Facts() {
		this, other := toldFact(p.Page, f, models.Told{Profile: p.This}), toldFact(p.Page, f, models.Told{Profile: p.Other})
		if this.Value != "" || other.Value != "" {
			rows = append(rows, row{Label: this.Label, This: this, Other: other})
		}
	}
	return rows
}
