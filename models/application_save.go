package models

import (
	"context"
	"fmt"
	"time"

	"keephope/models/picture"
	"keephope/models/seal"
)

// DraftLife is how long a draft is kept after it was last saved.
const DraftLife = 14 * 24 * time.Hour

// Saving says whose part is saved, and how. Later is "Save and finish later": what is missing may stay missing, and what is
// at fault stays as it was, which SavedInPart tells. Once an application was sent it must stay complete, so that Later
// changes nothing.
type Saving struct {
	OrganisationID string
	Later          bool
}

// SaveOrganisation keeps the part "Organisation".
func (s *Store) SaveOrganisation(ctx context.Context, as Actor, sent Sent, in Saving, p Profile) error {
	return s.save(ctx, as, sent, filling{Saving: in, part: PartOrganisation, fill: fillOrganisation(p)})
}

// SaveAuthority keeps the part "Authority".
func (s *Store) SaveAuthority(ctx context.Context, as Actor, sent Sent, in Saving, p AuthorityAnswer) error {
	in.Later = in.Later || p.Decided == DecidedAsked // who was asked to ask comes back when the others decided
	return s.save(ctx, as, sent, filling{Saving: in, part: PartAuthority, fill: fillAuthority(p)})
}

// SaveNaming keeps the part "Being named". It can be changed as long as nothing is decided: quieter must always work.
func (s *Store) SaveNaming(ctx context.Context, as Actor, sent Sent, in Saving, p NamingAnswer) error {
	return s.save(ctx, as, sent, filling{Saving: in, part: PartNaming, fill: fillNaming(p)})
}

// WordsSent is the part "Words and logo" as it was sent: a sentence, and perhaps a new picture or the wish to have none.
type WordsSent struct {
	Quote      Quote
	Picture    *picture.Upload // nil = keep the logo that is there
	RemoveLogo bool
}

// SaveWords keeps the part "Words and logo". A new logo takes the place of the old one, whose rows are deleted.
func (s *Store) SaveWords(ctx context.Context, as Actor, sent Sent, in Saving, p WordsSent) error {
	if err := as.MayEdit(in.OrganisationID); err != nil {
		return err
	}
	fill := filling{Saving: in, part: PartWords, fill: fillWords(p.Quote)}
	var logo picture.Logo
	if p.Picture != nil {
		var err error
		if logo, err = s.pictures.TakeIn(ctx, *p.Picture); err != nil {
			if fill.faults = pictureFaults("logo", err); fill.faults == nil {
				return err
			}
		}
	}
	fill.keep = func(t *tx, key seal.DataKey, a *Answers) error {
		if p.Picture == nil && !p.RemoveLogo || fill.faults != nil {
			return nil
		}
		old := a.Words.LogoID
		a.Words.LogoID = ""
		if p.Picture != nil {
			id, err := t.keepLogo(key, in.OrganisationID, logo)
			if err != nil {
				return err
			}
			a.Words.LogoID = id
		}
		return t.dropLogo(in.OrganisationID, old)
	}
	return s.save(ctx, as, sent, fill)
}

// MayFill reports whether a part can be changed in a state: everything before sending and while a question is open,
// "Being named" until the decision.
func (s ApplicationState) MayFill(part Part) bool {
	return s == Draft || s == Asked || s.Open() && part == PartNaming
}

// filling is one part as it was filled in.
type filling struct {
	Saving
	part   Part
	faults faults                                  // found before the transaction
	fill   func(*Answers, rules) faults            // checks the part and lays it into the answers
	keep   func(*tx, seal.DataKey, *Answers) error // rows beside the answers; nil = none
}

// save keeps one part. Returns Invalid with what to correct (see SavedInPart), Conflict if the part cannot be changed any
// more.
func (s *Store) save(ctx context.Context, as Actor, sent Sent, fill filling) error {
	if err := as.MayEdit(fill.OrganisationID); err != nil {
		return err
	}
	var rest faults
	first := false
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		first = true
		if err := t.lockOrganisation(fill.OrganisationID); err != nil { // before its application, as the desk does
			return "", err
		}
		a, answers, key, err := t.presentAnswers(fill.OrganisationID)
		if err != nil {
			return "", err
		}
		if !a.State.MayFill(fill.part) {
			return "", conflict("application.sent_already")
		}
		r, err := t.rulesOf(a)
		if err != nil {
			return "", err
		}
		if rest, err = fill.into(&answers, a.State, r); err != nil {
			return "", err
		}
		if fill.keep != nil {
			if err := fill.keep(t, key, &answers); err != nil {
				return "", err
			}
		}
		return a.ID, t.keepFilled(as, key, a, answers)
	})
	if err == nil && !first && fill.Later {
		rest, err = s.restOf(ctx, fill)
	}
	if err != nil {
		return err
	}
	return rest.inPart()
}

// rulesOf reads what the parts of an application are checked against.
func (t *tx) rulesOf(a Application) (rules, error) {
	call, err := one[Statement](t.db.Where("id = ?", a.StatementID))
	if err != nil {
		return rules{}, fmt.Errorf("read statement of application: %w", err)
	}
	r := rulesAt(t.at)
	r.call = call
	r.keepers, err = enoughKeepers(t.db)
	return r, err
}

// into lays the part in. A part without a fault is done. With faults it is kept half done, but only in a draft and when it
// was asked for: rest is then what was not kept.
func (f filling) into(answers *Answers, state ApplicationState, r rules) (rest faults, err error) {
	before := *answers
	found := append(f.fill(answers, r), f.faults...)
	answers.Done[string(f.part)] = len(found) == 0
	if len(found) == 0 {
		return nil, nil
	}
	if !f.Later || state != Draft {
		return nil, found.err()
	}
	r.complete = false
	rest = append(f.fill(answers, r), f.faults...)
	answers.takeBack(before, rest)
	return rest, nil
}

// keepFilled writes the answers. After sending, a change renews who may read the application, and voids an approval.
func (t *tx) keepFilled(as Actor, key seal.DataKey, a Application, answers Answers) error {
	if err := t.keepAnswers(key, a, answers); err != nil {
		return err
	}
	if a.State != Draft {
		err := t.db.Model(&Application{}).Where("id = ?", a.ID).Update("at_risk", answers.AtRisk()).Error
		if err != nil {
			return fmt.Errorf("keep risk of %s: %w", a.ID, err)
		}
		if err := t.voidApprovals(a.ID); err != nil {
			return err
		}
	}
	return t.write(as, Event{
		Verb: "application.saved", ObjectKind: "application", ObjectID: a.ID, OrganisationID: a.OrganisationID,
	})
}
