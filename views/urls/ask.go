package urls

import "keephope/views/locale"

// Asks is the desk's page of what the campaign asks: Asks("en", "/pin") is a form of it.
func Asks(lang locale.Lang, form string) string { return Desk(lang, "/asks"+form) }
