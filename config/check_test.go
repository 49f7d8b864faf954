package config

import (
	"net/netip"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTrustedProxies(t *testing.T) {
	c, err := FromEnviron([]string{"KEEPHOPE_TRUSTED_PROXIES=10.1.2.3/8, 192.0.2.7,::ffff:192.0.2.8, fd00::/8"})
	if err != nil {
		t.Fatal(err)
	}
	want := Networks{
		netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("192.0.2.7/32"),
		netip.MustParsePrefix("192.0.2.8/32"), netip.MustParsePrefix("fd00::/8"),
	}
	if diff := cmp.Diff(want.String(), c.TrustedProxies.String()); diff != "" {
		t.Error(diff)
	}
}

func FuzzNetworks(f *testing.F) {
	f.Add("10.0.0.0/8, 192.0.2.7")
	f.Add("::1")
	f.Fuzz(func(t *testing.T, text string) {
		var first, second Networks
		if first.UnmarshalText([]byte(text)) != nil {
			return
		}
		if err := second.UnmarshalText([]byte(first.String())); err != nil {
			t.Fatalf("%q is read, written %q and refused: %v", text, first, err)
		}
		if first.String() != second.String() {
			t.Errorf("%q: %s, then %s", text, first, second)
		}
	})
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"kitten", "sitting", 3}, {"ADDR", "ADR", 1}} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestOutgoingHosts(t *testing.T) {
	c, err := FromEnviron([]string{"KEEPHOPE_OUTGOING_HOSTS=Login.Hope.test, 10.0.0.7:8443,keys.hope.test:443"})
	if err != nil || c.OutgoingHosts.String() != "login.hope.test, 10.0.0.7:8443, keys.hope.test:443" {
		t.Errorf("read %s: %v", c.OutgoingHosts, err)
	}
}
