package urls

import "keephope/views/locale"

// EditCampaign is the desk's form of the campaign in one of its languages; "" begins the campaign.
func EditCampaign(lang locale.Lang, text string) string {
	if text == "" {
		return Desk(lang, "/campaign")
	}
	return Desk(lang, "/campaign/"+text)
}

// Voices is the desk's page of quotes: Voices("en", "/pick") is a form of it.
func Voices(lang locale.Lang, form string) string { return Desk(lang, "/campaign/voices"+form) }
