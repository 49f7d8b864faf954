package views_test

import (
	"strings"
	"testing"

	"keephope/views"
	"keephope/views/locale"
)

func TestThePagePromisesOfBackupsWhatTheOperatorPromised(t *testing.T) {
	for _, lang := range locale.Langs() {
		page := views.Page{Lang: lang, Words: locale.For(lang)}
		silent := page.KeptInBackups()
		if strings.ContainsAny(silent, "0123456789") || silent == "" {
			t.Errorf("%s, without a promise: %q", lang, silent)
		}
		page.Site.BackupDays = 14
		if promised := page.KeptInBackups(); !strings.Contains(promised, "14") || promised == silent {
			t.Errorf("%s: %q", lang, promised)
		}
	}
}
