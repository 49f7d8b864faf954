package models

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"keephope/models/terms"
)

func TestSlugsAreReadAsADecoderReadsThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(rapid.SampledFrom(terms.Communities()), 0, 5).Draw(t, "communities")
		list, err := json.MarshalIndent(want, "", rapid.SampledFrom([]string{"", " "}).Draw(t, "indent"))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, slugsIn(list), cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	})
}
