package models_test

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
	"keephope/models/seal"
)

// with opens the world's database with another key ring.
func with(t *testing.T, w *modelstest.World, ring string) *models.Store {
	t.Helper()
	was := w.Keys
	w.Keys = ring
	defer func() { w.Keys = was }()
	return w.Open(t)
}

// promoted is a ring with a new master key in front, as an operator makes it.
func promoted(t *testing.T, ring string) string {
	t.Helper()
	behind := must(seal.Extend(rand.Reader, ring))(t)
	masters := must(seal.ParseRing(behind))(t).Masters()
	return must(seal.Promote(behind, masters[len(masters)-1]))(t)
}

func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestKeysRotateBesideARunningProgram(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		const people = 450 // more than two transactions
		for n := range people {
			w.Arrive(t, fmt.Sprintf("Person %d", n))
		}
		former := w.Keys[:strings.Index(w.Keys, ":")]
		behind := must(seal.Extend(rand.Reader, w.Keys))(t)
		fresh := must(seal.ParseRing(behind))(t).Masters()[1]
		running, rotating := with(t, w, behind), with(t, w, must(seal.Promote(behind, fresh))(t))

		var arriving sync.WaitGroup
		arriving.Go(func() { // a replica that was not started anew yet wraps with the former key
			for n := range 40 {
				if _, err := running.Arrived(t.Context(), models.Arrival{Identity: models.Identity{
					Provider: "first", Issuer: "https://id.example", Subject: fmt.Sprint("late ", n), Name: "Late"}, Lang: "en"}); err != nil {
					t.Error(err)
				}
			}
		})
		moved, err := rotating.RotateKeys(t.Context(), models.Program())
		if err != nil || moved < people {
			t.Fatalf("%d moved: %v", moved, err)
		}
		arriving.Wait()
		again, err := rotating.RotateKeys(t.Context(), models.Program()) // the operator's second call takes the last ones
		if err != nil || moved+again != people+40 {
			t.Fatalf("%d and %d moved, want %d: %v", moved, again, people+40, err)
		}
		if third, err := rotating.RotateKeys(t.Context(), models.Program()); third != 0 || err != nil {
			t.Errorf("a third call moved %d: %v", third, err)
		}
		uses := must(rotating.MasterKeys(t.Context(), models.Program()))(t)
		if len(uses) != 1 || uses[0] != (models.MasterUse{ID: fresh, Owners: people + 40, InRing: true}) {
			t.Errorf("keys lie under %v", uses)
		}

		alone := with(t, w, without(must(seal.Promote(behind, fresh))(t), former))
		if err := alone.CheckKeys(t.Context(), models.Program()); err != nil {
			t.Fatalf("without the former key: %v", err)
		}
		if _, err := alone.Arrived(t.Context(), models.Arrival{Identity: models.Identity{
			Provider: "first", Issuer: "https://id.example", Subject: "late 3", Name: "Late"}, Lang: "en"}); err != nil {
			t.Error(err)
		}
		list, err := alone.People(t.Context(), models.Program(), models.PeopleQuery{})
		if err != nil || len(list.People) == 0 {
			t.Fatalf("%d people are read: %v", len(list.People), err)
		}
	})
}

// without takes a key out of a ring's text.
func without(ring, id string) string {
	var kept []string
	for entry := range strings.SplitSeq(ring, ",") {
		if !strings.HasPrefix(entry, id+":") {
			kept = append(kept, entry)
		}
	}
	return strings.Join(kept, ",")
}

func TestARotationThatWasCutGoesOn(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		const people = 210
		for n := range people {
			w.Arrive(t, fmt.Sprintf("Person %d", n))
		}
		rotating := with(t, w, promoted(t, w.Keys))
		pool, _ := rotating.SQL()
		var last string
		if err := pool.QueryRow("SELECT max(owner_id) FROM data_keys").Scan(&last); err != nil {
			t.Fatal(err)
		}
		// The last key does not open: the second transaction is taken back as a whole, the first stands.
		broken := "UPDATE data_keys SET wrapped = (SELECT d.wrapped FROM data_keys d WHERE d.owner_id <> '" + last + "' ORDER BY d.owner_id LIMIT 1) WHERE owner_id = '" + last + "'"
		var whole []byte
		if err := pool.QueryRow("SELECT wrapped FROM data_keys WHERE owner_id = '" + last + "'").Scan(&whole); err != nil {
			t.Fatal(err)
		}
		if _, err := pool.Exec(broken); err != nil {
			t.Fatal(err)
		}
		if moved, err := rotating.RotateKeys(t.Context(), models.Program()); !errors.Is(err, seal.ErrOpen) || moved != 200 {
			t.Fatalf("%d moved: %v", moved, err)
		}
		mend := "UPDATE data_keys SET wrapped = ? WHERE owner_id = ?"
		if models.IsPostgres(w.URL) {
			mend = "UPDATE data_keys SET wrapped = $1 WHERE owner_id = $2"
		}
		if _, err := pool.Exec(mend, whole, last); err != nil {
			t.Fatal(err)
		}
		if moved, err := rotating.RotateKeys(t.Context(), models.Program()); err != nil || moved != people-200 {
			t.Fatalf("then %d moved: %v", moved, err)
		}
	})
}

// What is erased stays in backups from before, and opens there, until the master key above it is gone: the two ways by
// which an operator keeps the promise of the page that asks.
func TestABackupFromBeforeOpensUntilItsMasterKeyIsGone(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		house := w.Member(t, w.Call(t), "Zugdidi Lanterns", models.Members)
		pool, _ := w.Store.SQL()
		var backup []byte
		if err := pool.QueryRow("SELECT wrapped FROM data_keys WHERE owner_id = '" + house.ID + "'").Scan(&backup); err != nil {
			t.Fatal(err)
		}
		err := w.Store.WithdrawCompletely(t.Context(), house.Signatory, w.Sent("erase"), models.Leaving{OrganisationID: house.ID, Typed: "DELETE", AtOnce: true})
		if err != nil {
			t.Fatal(err)
		}
		both := promoted(t, w.Keys)
		if _, err := with(t, w, both).RotateKeys(t.Context(), models.Program()); err != nil {
			t.Fatal(err)
		}
		if _, err := must(seal.ParseRing(both))(t).OpenDataKey(house.ID, backup); err != nil {
			t.Errorf("with the former master key: %v", err)
		}
		alone := without(both, w.Keys[:strings.Index(w.Keys, ":")])
		if _, err := must(seal.ParseRing(alone))(t).OpenDataKey(house.ID, backup); !errors.Is(err, seal.ErrNoMaster) {
			t.Errorf("without it: %v", err)
		}
		if err := with(t, w, alone).CheckKeys(t.Context(), models.Program()); err != nil {
			t.Errorf("the database itself: %v", err)
		}
	})
}

func TestARingThatLacksAKeyIsNamed(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		w.Arrive(t, "Somebody")
		if err := w.Store.CheckKeys(t.Context(), models.Program()); err != nil {
			t.Fatal(err)
		}
		former := w.Keys[:strings.Index(w.Keys, ":")]
		lacking := with(t, w, without(promoted(t, w.Keys), former))
		var missing *models.MissingKeyError
		if err := lacking.CheckKeys(t.Context(), models.Program()); !errors.As(err, &missing) || missing.ID != former || missing.Owners != 1 {
			t.Errorf("%v, want the key %q named", err, former)
		}
		if moved, err := lacking.RotateKeys(t.Context(), models.Program()); moved != 0 || !errors.As(err, &missing) {
			t.Errorf("%d moved: %v", moved, err)
		}

		stranger := must(seal.GenerateRing(rand.Reader))(t)
		_, lookup, _ := strings.Cut(stranger, ",")
		master, _, _ := strings.Cut(w.Keys, ",")
		if err := with(t, w, master+","+lookup).CheckKeys(t.Context(), models.Program()); !errors.Is(err, models.ErrOtherLookup) {
			t.Errorf("another look-up key: %v", err)
		}
	})
}

func TestKeysAreTheOperatorsAlone(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		as := models.Actor{PersonID: "p", Roles: []models.Role{models.Administrator, models.Keeper}}
		_, listed := w.Store.MasterKeys(t.Context(), as)
		_, rotated := w.Store.RotateKeys(t.Context(), as)
		for _, err := range []error{listed, rotated, w.Store.CheckKeys(t.Context(), as)} {
			if models.KindOf(err) != models.Forbidden {
				t.Errorf("%v, want Forbidden", err)
			}
		}
	})
}
