package models

import "context"

// TextAsked names a text to endorse.
type TextAsked struct {
	StatementID string
	VersionID   string // "" = the newest
	Lang        string // of the version if it is named, else of the page
}

// TextToEndorse returns a published text of a statement for a signatory who may bind the organisation to it: the one
// that is named, as it was shown before, else the newest version, in the page's language if it is locked in that
// language, else in the original. Returns NotFound if there is none.
func (s *Store) TextToEndorse(ctx context.Context, as Actor, organisationID string, asked TextAsked) (ShownText, error) {
	if err := as.MayBind(organisationID); err != nil {
		return ShownText{}, err
	}
	of := Application{StatementID: asked.StatementID, VersionID: asked.VersionID, Lang: asked.Lang}
	text, err := s.textOf(s.db.WithContext(ctx), of, asked.Lang)
	if err == nil && text.VersionID == "" {
		return ShownText{}, notFound()
	}
	return text, err
}
