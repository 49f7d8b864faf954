package models_test

import (
	"errors"
	"fmt"
	"net/netip"
	"sync"
	"testing"
	"time"

	"keephope/models"
	"keephope/models/modelstest"
)

func arrival(subject string) models.Arrival {
	return models.Arrival{Lang: "en", Identity: models.Identity{
		Provider: "test", Issuer: "https://provider.example", Subject: subject, Name: subject,
	}}
}

// atOnce runs n calls at the same moment and returns their errors.
func atOnce(n int, call func(i int) error) []error {
	errs := make([]error, n)
	start := make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-start
			errs[i] = call(i)
		})
	}
	close(start)
	all.Wait()
	return errs
}

func TestAnIdentityThatArrivesEverywhereAtOnceIsOnePerson(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		stores := []*models.Store{w.Store, w.Open(t)}
		tokens := make([]string, 12)
		for i, err := range atOnce(len(tokens), func(i int) (err error) {
			tokens[i], err = stores[i%2].Arrived(t.Context(), arrival("Maja"))
			return err
		}) {
			if err != nil {
				t.Errorf("arrival %d: %v", i, err)
			}
		}
		people := map[string]bool{}
		for _, token := range tokens {
			people[w.As(t, token).PersonID] = true
		}
		if len(people) != 1 {
			t.Errorf("one identity became %d people", len(people))
		}
		sessions, err := w.Store.Sessions(t.Context(), w.As(t, tokens[0]))
		if err != nil || len(sessions) != len(tokens) {
			t.Errorf("%d sessions of %d arrivals, %v", len(sessions), len(tokens), err)
		}
	})
}

func TestASecondIdentityIsLinkedOnlyByWhoeverIsSignedIn(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		token := w.Arrive(t, "Maja")
		maja := w.As(t, token)
		other := arrival("maja-elsewhere")

		if _, err := w.Store.Link(t.Context(), maja.PersonID, other); models.KindOf(err) != models.Forbidden {
			t.Errorf("linked without a session: %v", err)
		}
		other.Replaces = w.Arrive(t, "Zura")
		if _, err := w.Store.Link(t.Context(), maja.PersonID, other); models.KindOf(err) != models.Forbidden {
			t.Errorf("linked from somebody else's session: %v", err)
		}
		w.Clock.Add(models.FreshFor)
		other.Replaces = token
		if _, err := w.Store.Link(t.Context(), maja.PersonID, other); models.KindOf(err) != models.Conflict {
			t.Errorf("linked from a session that is not fresh: %v", err)
		}
		w.Clock.Add(-models.FreshFor)
		rotated, err := w.Store.Link(t.Context(), maja.PersonID, other)
		if err != nil {
			t.Fatal(err)
		}
		if old, _ := w.Store.Actor(t.Context(), token); old.SignedIn() || w.As(t, rotated).PersonID != maja.PersonID {
			t.Error("the session was not rotated")
		}
		later, err := w.Store.Arrived(t.Context(), arrival("maja-elsewhere"))
		if err != nil || w.As(t, later).PersonID != maja.PersonID {
			t.Errorf("the linked identity is somebody else: %v", err)
		}
		zura := w.Arrive(t, "Zura")
		other.Replaces = zura
		if _, err := w.Store.Link(t.Context(), w.As(t, zura).PersonID, other); models.KindOf(err) != models.Conflict {
			t.Errorf("an identity was taken from its person: %v", err)
		}
	})
}

func TestOneOfManySetUpLinksMakesOneAdministrator(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		if needed, err := w.Store.NeedsSetup(t.Context()); err != nil || !needed {
			t.Fatalf("a new instance needs setting up: %v, %v", needed, err)
		}
		keys := make([]string, 6)
		for i := range keys {
			if i%2 == 1 { // pairs hold the same key
				keys[i] = keys[i-1]
				continue
			}
			key, err := w.Store.MakeSetupKey(t.Context(), models.Program())
			if err != nil {
				t.Fatal(err)
			}
			keys[i] = key
		}
		var made int
		for i, err := range atOnce(len(keys), func(i int) error {
			_, err := w.Store.SetUp(t.Context(), models.HashToken(keys[i]), arrival(fmt.Sprint("person ", i)))
			return err
		}) {
			if err == nil {
				made++
			} else if models.KindOf(err) != models.NotFound {
				t.Errorf("key %d: %v", i, err)
			}
		}
		if made != 1 {
			t.Errorf("%d administrators were made, want 1", made)
		}
		if needed, err := w.Store.NeedsSetup(t.Context()); err != nil || needed {
			t.Errorf("needs setting up again: %v, %v", needed, err)
		}
		for _, key := range keys {
			if err := w.Store.CheckSetupKey(t.Context(), key); models.KindOf(err) != models.NotFound {
				t.Errorf("a used key still opens: %v", err)
			}
		}
	})
}

func TestASetUpLinkIsForTheOperatorAndEndsAfterADay(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		if _, err := w.Store.MakeSetupKey(t.Context(), w.AsRole(t, "Ana", models.Administrator)); models.KindOf(err) != models.Forbidden {
			t.Errorf("an administrator made a set-up link: %v", err)
		}
		key, err := w.Store.MakeSetupKey(t.Context(), models.Program())
		if err != nil {
			t.Fatal(err)
		}
		w.Clock.Add(models.SetupLife - time.Second)
		if err := w.Store.CheckSetupKey(t.Context(), key); err != nil {
			t.Errorf("before a day is over: %v", err)
		}
		w.Clock.Add(time.Second)
		if _, err := w.Store.SetUp(t.Context(), models.HashToken(key), arrival("Late")); models.KindOf(err) != models.NotFound {
			t.Errorf("after a day: %v", err)
		}
	})
}

func TestRatesAreSharedByReplicasAndKnowNoAddress(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		stores := []*models.Store{w.Store, w.Open(t)}
		rate := models.Rate{Purpose: "test", Burst: 10, Every: time.Minute}
		one := models.Spender{Address: netip.MustParseAddr("203.0.113.7")}
		passed := 0
		for _, err := range atOnce(60, func(i int) error { return stores[i%2].Spend(t.Context(), rate, one) }) {
			switch {
			case err == nil:
				passed++
			case models.KindOf(err) != models.TooMany:
				t.Error(err)
			}
		}
		if passed != rate.Burst {
			t.Errorf("%d of 60 passed, want %d", passed, rate.Burst)
		}
		neighbour := models.Spender{Address: netip.MustParseAddr("203.0.113.200")}
		if err := w.Store.Spend(t.Context(), rate, neighbour); models.KindOf(err) != models.TooMany {
			t.Errorf("the same network by another address: %v", err)
		}
		w.Clock.Add(rate.Every)
		if err := errors.Join(w.Store.Spend(t.Context(), rate, one), w.Store.Spend(t.Context(), rate, models.Spender{PersonID: w.Store.NewID()})); err != nil {
			t.Errorf("a minute later, and somebody else: %v", err)
		}
		if err := w.Store.Spend(t.Context(), rate, one); models.KindOf(err) != models.TooMany {
			t.Errorf("two in a minute: %v", err)
		}
		w.Clock.Add(time.Hour)
		if err := w.Store.Spend(t.Context(), rate, one); err != nil {
			t.Errorf("under the key of the next hour: %v", err)
		}
	})
}

func TestASignInIsTakenOnceAndKeepsItsWayBackSealed(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		begin := func(state string) models.SignIn {
			begun := models.SignIn{
				StateHash: models.HashToken(state), BrowserHash: models.HashToken("browser"), Provider: "test",
				ReturnTo: "/en/invitation/canary", Purpose: models.PurposeSignIn, ExpiresAt: w.Clock.Now().Add(models.SignInLife),
			}
			if err := w.Store.KeepSignIn(t.Context(), begun); err != nil {
				t.Fatal(err)
			}
			return begun
		}
		begun := begin("one")
		if n := w.Count(t, "SELECT count(*) FROM sign_ins WHERE return_to LIKE '%canary%'"); n != 0 {
			t.Error("the way back stands in plain in the database")
		}
		taken := 0
		for _, err := range atOnce(8, func(int) error {
			got, err := w.Store.TakeSignIn(t.Context(), begun.StateHash)
			if err == nil && got.ReturnTo != begun.ReturnTo {
				t.Errorf("leads back to %q", got.ReturnTo)
			}
			return err
		}) {
			switch {
			case err == nil:
				taken++
			case !errors.Is(err, models.ErrNoSignIn):
				t.Error(err)
			}
		}
		if taken != 1 {
			t.Errorf("taken %d times", taken)
		}
		late := begin("two")
		w.Clock.Add(models.SignInLife)
		if _, err := w.Store.TakeSignIn(t.Context(), late.StateHash); !errors.Is(err, models.ErrNoSignIn) {
			t.Errorf("after its time: %v", err)
		}
	})
}
