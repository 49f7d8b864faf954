package signin

import (
	"net"
	"net/netip"
	"testing"
)

func TestOnlyAddressesOfThePublicInternetArePublic(t *testing.T) {
	for address, want := range map[string]bool{
		"1.1.1.1": true, "93.184.216.34": true, "2606:4700::1111": true, "64:ff9b::101:101": true, "::ffff:8.8.8.8": true,
		"127.0.0.1": false, "127.8.8.8": false, "::1": false, "0.0.0.0": false, "::": false, "0.1.2.3": false,
		"10.1.2.3": false, "172.16.0.1": false, "172.31.255.255": false, "192.168.1.1": false, "169.254.169.254": false,
		"100.64.0.1": false, "198.18.0.1": false, "224.0.0.1": false, "255.255.255.255": false, "203.0.113.7": false,
		"::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::127.0.0.1": false, "fe80::1": false, "fe80::1%eth0": false,
		"fd00::1": false, "fec0::1": false, "ff02::1": false, "64:ff9b::7f00:1": false, "64:ff9b::a9fe:a9fe": false,
		"2002:7f00:1::": false, "2001:0:a00:1::1": false, "2001:db8::1": false, "fd00:ec2::254": false,
	} {
		if got := isPublic(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: %t", address, got)
		}
	}
}

// FuzzDialledAddress holds what is called public against package net, which knows the same classes by other code, and
// against the blocks in words.
func FuzzDialledAddress(f *testing.F) {
	for _, seed := range []string{"127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "1.1.1.1", "fe80::1%x", "2002::1", "100.127.255.255"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ip, err := netip.ParseAddr(text)
		if err != nil || !isPublic(ip) {
			return
		}
		old := net.IP(ip.WithZone("").AsSlice())
		if old.IsLoopback() || old.IsPrivate() || old.IsLinkLocalUnicast() || old.IsMulticast() || old.IsUnspecified() || ip.Zone() != "" {
			t.Fatalf("%s is called public", text)
		}
		if four := old.To4(); four != nil && (four[0] == 0 || four[0] >= 224 || four[0] == 100 && four[1]&0xc0 == 64 || four[0] == 198 && four[1]&0xfe == 18) {
			t.Fatalf("%s is called public", text)
		}
		if old.To4() == nil && old[0]&0xe0 != 0x20 && !(old[0] == 0 && old[1] == 0x64) {
			t.Fatalf("%s is called public", text)
		}
	})
}
