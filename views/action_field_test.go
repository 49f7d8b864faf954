package views

import (
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/views/locale"
)

// Whatever of an action becomes another one, the desk sees it in every language of the site.
func TestTheDeskSeesEveryDifferenceOfAnAction(t *testing.T) {
	unseen := map[string]string{"When.Except.Second": "it tells two equal hours apart, which this day has not; the offset beside the time does where it has"}
	for _, lang := range locale.Langs() {
		p := Page{Lang: lang, Words: locale.For(lang)}
		if same := actionDifferences(p, becoming{Now: modelstest.Action(), Then: modelstest.Action()}); len(same) != 0 {
			t.Errorf("%s: differences of nothing: %+v", lang, same)
		}
		modelstest.EachField(t, modelstest.Action(), func(path string, changed models.ActionContent) {
			reason := unseen[modelstest.Unindexed(path)]
			if seen := len(actionDifferences(p, becoming{Now: modelstest.Action(), Then: changed})) > 0; seen == (reason != "") {
				t.Errorf("%s: that %s is another one is seen: %v; it need not be: %q", lang, path, seen, reason)
			}
		})
	}
}
