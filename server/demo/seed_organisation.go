package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"keephope/models"
)

// comeOrganisations lets the organisations apply, the oldest first, and all be accepted but those that still wait.
func (s *Seeding) comeOrganisations(ctx context.Context) error {
	all, err := read[[]organisation]("organisations")
	if err != nil {
		return err
	}
	waiting, err := read[[]organisation]("waiting")
	if err != nil {
		return err
	}
	for _, o := range waiting {
		o.waits = true
		all = append(all, o)
	}
	slices.SortStableFunc(all, func(a, b organisation) int { return b.Days - a.Days })
	for _, o := range all {
		if err := s.until(ctx, s.Now.AddDate(0, 0, -o.Days)); err != nil {
			return err
		}
		s.Clock.forward(s.Now.AddDate(0, 0, -o.Days))
		s.Clock.forward(s.Clock.at.Add(time.Minute))
		if err := s.join(ctx, o); err != nil {
			return fmt.Errorf("%s: %w", o.name(), err)
		}
	}
	return nil
}

// join lets an organisation apply and be accepted, unless it still waits.
func (s *Seeding) join(ctx context.Context, o organisation) error {
	applied, err := s.apply(ctx, o)
	if err != nil || o.waits {
		return err
	}
	s.joined[o.name()] = applied.OrganisationID
	return s.accept(ctx, applied.ID)
}

// apply registers an organisation, fills in the five parts and sends them.
func (s *Seeding) apply(ctx context.Context, o organisation) (models.MyApplication, error) {
	var none models.MyApplication
	subject, name, err := s.signatory(o)
	if err != nil {
		return none, err
	}
	actor, err := s.arrive(ctx, subject, name)
	if err != nil {
		return none, err
	}
	id, err := s.Store.BeginApplication(ctx, actor, s.sent("application.begun"), models.Beginning{Name: o.Own, Lang: "en"})
	if err != nil {
		return none, err
	}
	if actor, err = s.arrive(ctx, subject, name); err != nil {
		return none, err
	}
	return s.fillIn(ctx, actor, id, o)
}

// signatory is who registers an organisation: the persona that names it, else somebody as whom nobody can sign in.
func (s *Seeding) signatory(o organisation) (subject, name string, err error) {
	personas, err := Personas()
	if err != nil {
		return "", "", err
	}
	for _, p := range personas {
		if p.Signatory == o.name() {
			return p.Subject, p.Name, nil
		}
	}
	name, err = s.invented(o.name())
	return "signatory of " + o.name(), name, err
}

// invented is the name of whoever signs for an organisation, another one for each while there are names.
func (s *Seeding) invented(organisation string) (string, error) {
	if name, ok := s.called[organisation]; ok {
		return name, nil
	}
	names, err := read[[]string]("names")
	if err != nil {
		return "", err
	}
	s.called[organisation] = names[len(s.called)%len(names)]
	return s.called[organisation], nil
}

func (s *Seeding) fillIn(ctx context.Context, actor models.Actor, id string, o organisation) (models.MyApplication, error) {
	var none models.MyApplication
	in := models.Saving{OrganisationID: id}
	profile := models.Profile{
		Names: models.Names{Own: o.Own, OwnLang: o.Lang, English: o.English}, Kind: o.Kind, Country: o.Country,
		Communities: o.Communities, Website: o.Website, Email: "office@organisation.example",
	}
	if o.Mandate == "" {
		o.Position, o.Mandate = "Spokesperson", "Our board decided."
	}
	if err := s.Store.SaveOrganisation(ctx, actor, s.sent("application.saved"), in, profile); err != nil {
		return none, err
	}
	authority := models.AuthorityAnswer{Position: o.Position, Decided: "board", Mandate: o.Mandate, Confirm: true}
	if err := s.Store.SaveAuthority(ctx, actor, s.sent("application.saved"), in, authority); err != nil {
		return none, err
	}
	naming := models.NamingAnswer{Level: o.Level, Town: o.Town, NoPlace: o.Town == "", AtRisk: o.AtRisk}
	if err := s.Store.SaveNaming(ctx, actor, s.sent("application.saved"), in, naming); err != nil {
		return none, err
	}
	words := models.WordsSent{Quote: models.Quote{Text: o.Quote, Lang: o.QuoteLang}}
	if err := s.Store.SaveWords(ctx, actor, s.sent("application.saved"), in, words); err != nil {
		return none, err
	}
	shown, err := s.Store.MyApplication(ctx, actor, id, "en")
	if err != nil {
		return none, err
	}
	return shown, s.Store.Submit(ctx, actor, s.sent("application.submitted"),
		models.Sending{OrganisationID: id, VersionID: shown.Text.VersionID, Lang: shown.Text.Lang})
}
