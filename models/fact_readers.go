package models

// shows says how much a level shows. What the addressee reads in a delivery is the least, and members read it too.
func (l Level) shows() int {
	switch l {
	case Delivery:
		return 1
	case Members:
		return 2
	case Public:
		return 3
	}
	return 0
}

// ShownAt reports whether the readers of a level see the fact: everybody, members, or the addressee of a delivery.
func (f Fact) ShownAt(l Level) bool { return f.From != "" && l.shows() >= f.From.shows() }

// At is what the readers of a level see, and nothing else.
func (t Told) At(l Level) Told {
	var shown Told
	for _, f := range Facts() {
		if f.ShownAt(l) {
			f.copy(&shown, t)
		}
	}
	return shown
}

// Readers tells who reads which facts.
type Readers struct{ Everybody, Members, Desk []Fact }

// ReadersAt tells who reads which facts of an organisation that stands at a level. What is only in the document for an
// addressee stays at the desk here.
func ReadersAt(l Level) (r Readers) {
	for _, f := range Facts() {
		if l == Delivery || !f.ShownAt(l) {
			r.Desk = append(r.Desk, f)
			continue
		}
		r.Members = append(r.Members, f)
		if l == Public {
			r.Everybody = append(r.Everybody, f)
		}
	}
	return r
}

// Told is what an applicant's answers tell.
func (a Answers) Told() Told { return Told{a.Profile(), a.Words.Quote} }

// told is the public copy as the organisation told it. Its logo is the public one.
func (l Listing) told() Told {
	return Told{Profile{
		Names: l.Names, Kind: l.Kind, Country: l.Country, Town: l.Town, Communities: l.Communities, Website: l.Website, LogoID: l.LogoID,
	}, Quote{l.Quote, l.QuoteLang}}
}

// Told is what everybody reads of the organisation. Its logo is the public one.
func (e PublicEndorser) Told() Told {
	return Told{Profile{
		Names: e.Names, Kind: e.Kind, Country: e.Country, Town: e.Town, Communities: e.Communities, Website: e.Website, LogoID: e.LogoID,
	}, Quote{e.Quote, e.QuoteLang}}
}
