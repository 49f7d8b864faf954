package config

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// Days is a number of days, at most a year; 0 is none.
type Days int

// UnmarshalText reads a number from 1 to 365.
func (d *Days) UnmarshalText(text []byte) error {
	n, err := strconv.Atoi(string(text))
	if err != nil || n < 1 || n > 365 {
		return fmt.Errorf("is %q, which is not a number of days from 1 to 365", text)
	}
	*d = Days(n)
	return nil
}

// Yes is something that is off unless the operator writes "yes".
type Yes bool

// UnmarshalText reads "yes".
func (y *Yes) UnmarshalText(text []byte) error {
	if string(text) != "yes" {
		return fmt.Errorf("is %q, which is not yes; leave it unset for no", text)
	}
	*y = true
	return nil
}

// String is "yes", or nothing.
func (y Yes) String() string {
	if y {
		return "yes"
	}
	return ""
}

// Hosts are host names or addresses, each with a port or for every port, written
// with commas between them.
type Hosts []string

// UnmarshalText reads the list.
func (h *Hosts) UnmarshalText(text []byte) error {
	var list Hosts
	for part := range strings.SplitSeq(string(text), ",") {
		part = strings.ToLower(strings.TrimSpace(part))
		if !isHost(part) {
			return fmt.Errorf("holds %q, which is neither a host nor host:port", part)
		}
		list = append(list, part)
	}
	*h = list
	return nil
}

// String writes the list as UnmarshalText reads it.
func (h Hosts) String() string { return strings.Join(h, ", ") }

// isHost tells whether a text is a name or an address, with or without a port.
func isHost(text string) bool {
	host, port, err := net.SplitHostPort(text)
	if err != nil {
		host, port = text, "443"
	}
	if portProblem(port) != "" {
		return false
	}
	if _, err := netip.ParseAddr(host); err == nil {
		return true
	}
	u, err := url.Parse("https://" + host + "/")
	return err == nil && host != "" && u.Host == host && !strings.ContainsAny(host, "@:*[] ")
}
