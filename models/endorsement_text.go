package models

import "context"

// TextToEndorse returns the newest published version of a statement for a signatory who may bind the organisation to
// it: in lang if it is locked in that language, else in the original. Returns NotFound if nothing is published.
func (s *Store) TextToEndorse(ctx context.Context, as Actor, organisationID string, statementID, lang string) (ShownText, error) {
	if err := as.MayBind(organisationID); err != nil {
		return ShownText{}, err
	}
	text, err := s.textOf(s.db.WithContext(ctx), Application{StatementID: statementID}, lang)
	if err == nil && text.VersionID == "" {
		return ShownText{}, notFound()
	}
	return text, err
}
