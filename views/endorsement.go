package views

// withdrawCards is the choice between leaving nothing behind and leaving name and month.
func withdrawCards(p WithdrawPage) Choice {
	month := p.Words.MonthUntil(p.M.At.UTC())
	return Choice{Name: "trace", Legend: p.T("endorsement.withdraw.legend"), Options: []Option{
		{Value: "", Label: p.T("endorsement.withdraw.nothing"), Hint: p.T("endorsement.withdraw.nothing_hint"), Chosen: true},
		{Value: "1", Label: p.T("endorsement.withdraw.trace"), Hint: p.T("endorsement.withdraw.trace_hint", "month", month)},
	}}
}
