package server_test

import (
	"net/http"
	"strings"
	"testing"

	"keephope/models"
)

// TestKeepersAreHeldBackWhereSomebodyIsUnnamed reads the pages before, and sends the forms all the same.
func TestKeepersAreHeldBackWhereSomebodyIsUnnamed(t *testing.T) {
	s := newSite(t)
	ana, ilyas := s.asRole("Ana", models.Administrator), s.asRole("Ilyas", models.Keeper)
	s.asRole("Marta", models.Keeper)
	s.member("Nino", "Quiet House")
	s.world().Exec(t, "UPDATE endorsements SET level = 'counted'")
	at := "/en/admin/people/" + s.actor(ilyas).PersonID
	const refused, needed = "Somebody else must become a keeper first.", "There are organisations now that only keepers may open. Do this if you have to"

	revoke := ana.get(at + "/revoke/keeper")
	wantStatus(t, "asked for the role", revoke, http.StatusOK, "One keeper remains then.", refused)
	account := ilyas.get(deleteAccount)
	wantStatus(t, "the keeper's account", account, http.StatusOK, refused)
	for name, body := range map[string]string{"role": revoke.body, "account": account.body} {
		if strings.Contains(body, `class="btn stop"`) || strings.Contains(body, `class="btn now"`) {
			t.Errorf("%s: the button is offered", name)
		}
	}
	wantStatus(t, "the role all the same", ana.post(at+"/revoke", s.form("role", "keeper")), http.StatusConflict, refused)
	wantStatus(t, "the account all the same", ilyas.post(deleteAccount, s.form()), http.StatusConflict, refused)
	if !s.actor(ilyas).Has(models.Keeper) {
		t.Fatal("the role is gone")
	}

	wantStatus(t, "asked before disabling", ana.get(at+"/disable"), http.StatusOK, "One keeper remains then.", needed, `class="btn stop"`)
	ana.post(at+"/disable", s.form())
	if s.actor(ilyas).SignedIn() {
		t.Error("in need an administrator cannot disable a keeper")
	}
}
