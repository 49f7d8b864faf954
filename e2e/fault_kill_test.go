package e2e

import (
	"math/rand/v2"
	"testing"
	"time"

	"keephope/models/modelstest"
)

// killEvery is after how many acknowledged endorsements the program is killed, give or take: six to eight times in all.
const killEvery = 130

// backAfterKill is how soon a killed program serves again. A quiet machine needs a fraction of a second.
const backAfterKill = 10 * time.Second

func TestFaultKilledDuringAThousandEndorsements(t *testing.T) {
	onStages(t, func(t *testing.T, s *stage) {
		r := s.serve(t)
		s.load(t, []string{s.url()}, func(l *ledger) {
			kills(t, l, func() {
				r.kill()
				r = s.begin(t, "serve").run()
				r.waitReady(backAfterKill)
			})
		})
	})
}

func TestFaultOneOfTwoReplicasKilledDuringAThousandEndorsements(t *testing.T) {
	s := newStage(t, modelstest.Postgres(t))
	second := s.beside(t)
	first, other := s.serve(t), second.serve(t)
	s.load(t, []string{s.url(), second.url()}, func(l *ledger) {
		kills(t, l, func() {
			first.kill()
			first = s.begin(t, "serve").run()
			first.waitReady(backAfterKill)
		})
	})
	select {
	case <-other.ended:
		t.Errorf("the other replica ended too:\n%s", other.said)
	default:
	}
}

func TestFaultPostgreSQLGoneDuringAThousandEndorsements(t *testing.T) {
	s := newStage(t, modelstest.Postgres(t))
	g, behind := newGate(t, s.URL)
	s.place = s.with(map[string]string{"KEEPHOPE_DATABASE_URL": behind})
	r := s.serve(t)
	s.load(t, []string{s.url()}, func(l *ledger) {
		kills(t, l, func() {
			g.shut()
			time.Sleep(time.Duration(rand.IntN(300)) * time.Millisecond)
			g.open()
			r.waitReady(backWithin)
		})
	})
}

// kills does its worst again and again at instants that nobody can foresee, until everything is endorsed.
func kills(t *testing.T, l *ledger, worst func()) {
	n := 0
	for l.gone(int64((n + 1) * killEvery)) {
		time.Sleep(time.Duration(rand.IntN(20_000)) * time.Microsecond)
		worst()
		n++
	}
	if n < 5 {
		t.Errorf("only %d times", n)
	}
	t.Logf("%d times", n)
}
