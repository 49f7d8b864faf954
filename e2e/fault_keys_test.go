package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestFaultKeysRotateWithoutAnInterruption lives through what docs/operating.md says of a rotation with two replicas: at every
// step both serve, and at the end the former key is gone and everything is still read.
func TestFaultKeysRotateWithoutAnInterruption(t *testing.T) {
	onStages(t, func(t *testing.T, s *stage) {
		const people = 30
		tokens := make([]string, people)
		for n := range tokens {
			tokens[n] = s.Arrive(t, fmt.Sprintf("Person %d", n))
		}
		former, _, _ := strings.Cut(s.env["KEEPHOPE_KEYS"], ":")
		first, second := s.serve(t), s.beside(t).serve(t)
		both := func(ring string) { // one after the other, so that one of them always serves
			for _, r := range []**process{&first, &second} {
				(*r).kill()
				*r = (*r).with(map[string]string{"KEEPHOPE_KEYS": ring}).serve(t)
				for _, of := range []*process{first, second} {
					for _, token := range tokens[:3] {
						if status := newVisitor(t, token).must(t, "GET", of.url()+"/en/me/sessions", nil).status; status != 200 {
							t.Errorf("%d for somebody who is signed in", status)
						}
					}
				}
			}
		}
		with := func(ring string) place { return s.with(map[string]string{"KEEPHOPE_KEYS": ring}) }

		behind := with(s.env["KEEPHOPE_KEYS"]).says(t, 0, "keys", "add")
		fresh := behind[strings.LastIndex(behind, ",")+1 : strings.LastIndex(behind, ":")]
		both(behind)
		front := with(behind).says(t, 0, "keys", "front", fresh)
		both(front)
		if said := with(front).says(t, 0, "keys", "rotate"); !strings.Contains(said, fmt.Sprintf("%d data keys were brought under %q", people, fresh)) ||
			!strings.Contains(said, "No data key of this database lies under "+former) {
			t.Errorf("rotating said: %s", said)
		}
		var left []string
		for entry := range strings.SplitSeq(front, ",") {
			if !strings.HasPrefix(entry, former+":") {
				left = append(left, entry)
			}
		}
		both(strings.Join(left, ","))

		first.kill()
		second.kill()
		refused(t, s.begin(t, "serve"), "KEEPHOPE_KEYS", fresh, fmt.Sprintf("%d data keys", people), "put it back")
		if said := s.says(t, 1, "keys", "status"); !strings.Contains(said, "MISSING") || !strings.Contains(said, fresh) {
			t.Errorf("the status with the former ring: %s", said)
		}
		master, _, _ := strings.Cut(front, ",")
		_, lookup, _ := strings.Cut(newKeys(t), ",")
		refused(t, with(master+","+lookup).begin(t, "serve"), "KEEPHOPE_KEYS", "lookup", "put the former one back")
	})
}

// says runs a command to its end and returns what it said.
func (p place) says(t testing.TB, status int, command ...string) string {
	t.Helper()
	r := p.begin(t, command...).run()
	if got := r.exit(15 * time.Second); got != status {
		t.Fatalf("keephope %s: status %d, %s", strings.Join(command, " "), got, r.said)
	}
	return strings.TrimSpace(r.said.String())
}
