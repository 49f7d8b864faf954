package config

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// check reports each value that is set and malformed.
func (c Config) check() error {
	var all Faults
	all.add("KEEPHOPE_ADDR", addrProblem(c.Addr), exampleAddr)
	all.add("KEEPHOPE_BASE_URL", baseURLProblem(c.BaseURL), exampleBaseURL)
	all.add("KEEPHOPE_DATABASE_URL", databaseProblem(c.DatabaseURL), exampleDatabaseURL)
	all.add("KEEPHOPE_CONTACT", contactProblem(c.Contact), exampleContact)
	all.join(c.checkNumbers())
	all.join(c.checkProviders())
	return all.err()
}

// checkNumbers reports numbered providers behind a gap, which would be ignored.
func (c Config) checkNumbers() error {
	var all Faults
	for i := len(c.OIDC); i < maxOIDC; i++ {
		for _, name := range keys(&OIDC{}, oidcPrefix+strconv.Itoa(i)+"_") {
			if c.sources[name] == "" {
				continue
			}
			all.add(name, "leaves a gap: the providers are numbered 0, 1, 2 and so on",
				oidcPrefix+strconv.Itoa(len(c.OIDC))+strings.TrimPrefix(name, oidcPrefix+strconv.Itoa(i)))
		}
	}
	return all.err()
}

// addrProblem says what is wrong with an address to listen on.
func addrProblem(addr string) string {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Sprintf("is %q, which is not host:port", addr)
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || strconv.FormatUint(n, 10) != port {
		return fmt.Sprintf("has the port %q, which is not a number from 0 to 65535", port)
	}
	if strings.ContainsAny(host, " /@") {
		return fmt.Sprintf("has the host %q, which is neither an address nor a name", host)
	}
	return ""
}

// listensOnLoopback tells whether only this machine can reach the address.
func listensOnLoopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	return err == nil && isLoopback(host)
}

// isLoopback tells whether a host is this machine: a loopback address, or a
// name that RFC 6761 reserves for it.
func isLoopback(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Unmap().IsLoopback()
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// siteProblem says what is wrong with an address that a path may follow.
func siteProblem(raw string) string {
	u, err := url.Parse(raw)
	switch {
	case err != nil || u.Hostname() == "" || u.Opaque != "":
		return fmt.Sprintf("is %q, which is not an address with scheme and host", raw)
	case u.User != nil:
		return "holds a user name, which does not belong there"
	case u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname())):
		return fmt.Sprintf("is %q, but only https is safe", raw)
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.HasSuffix(raw, "#"):
		return fmt.Sprintf("is %q, but takes no query and no fragment", raw)
	}
	if port := u.Port(); port != "" || strings.HasSuffix(u.Host, ":") {
		return portProblem(port)
	}
	return ""
}

// portProblem says what is wrong with the port of an address.
func portProblem(port string) string {
	if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
		return fmt.Sprintf("has the port %q, which is not a number from 1 to 65535", port)
	}
	return ""
}

// baseURLProblem says what is wrong with the public address, if it is set.
func baseURLProblem(raw string) string {
	if raw == "" {
		return ""
	}
	if problem := siteProblem(raw); problem != "" {
		return problem
	}
	if u, err := url.Parse(raw); err != nil || u.Path != "" {
		return fmt.Sprintf("is %q, but takes no path", raw)
	}
	return ""
}

// contactProblem says what is wrong with the address for readers, if it is set.
func contactProblem(raw string) string {
	switch {
	case raw == "" || isMailbox(raw):
		return ""
	case strings.Contains(raw, "://"):
		return siteProblem(raw)
	}
	return fmt.Sprintf("is %q, which is neither an e-mail address nor an https address", raw)
}

// isMailbox tells whether a text is an e-mail address as nearly all are: signs
// that mean nothing else in a mailto address (RFC 6068), and a name of a domain.
func isMailbox(text string) bool {
	name, domain, ok := strings.Cut(text, "@")
	plain := strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_+@") == ""
	return ok && plain && name != "" && strings.Contains(strings.Trim(domain, "."), ".") && isHost(domain)
}

// databaseProblem says what is wrong with the database address, without
// repeating any of it.
func databaseProblem(s Secret) string {
	if s.IsZero() {
		return ""
	}
	u, err := url.Parse(s.Reveal())
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") || u.Opaque != "" {
		return "is not a postgres:// address; leave it unset for SQLite"
	}
	return ""
}

// databasePassword returns the password in the database address, or "".
func databasePassword(s Secret) string {
	u, err := url.Parse(s.Reveal())
	if err != nil {
		return ""
	}
	if password, ok := u.User.Password(); ok {
		return password
	}
	return u.Query().Get("password")
}

// Networks are address ranges, written with commas between them. A single
// address is a range of one.
type Networks []netip.Prefix

// UnmarshalText reads the list. It refuses what is not an address, and a range
// so wide that anybody could claim to be a proxy.
func (n *Networks) UnmarshalText(text []byte) error {
	var list Networks
	for part := range strings.SplitSeq(string(text), ",") {
		network, err := parseNetwork(strings.TrimSpace(part))
		if err != nil {
			return err
		}
		list = append(list, network)
	}
	*n = list
	return nil
}

// String writes the list as UnmarshalText reads it.
func (n Networks) String() string {
	parts := make([]string, len(n))
	for i, network := range n {
		parts[i] = network.String()
	}
	return strings.Join(parts, ", ")
}

// parseNetwork reads one range or address.
func parseNetwork(text string) (netip.Prefix, error) {
	if ip, err := netip.ParseAddr(text); err == nil && ip.Zone() == "" {
		return netip.PrefixFrom(ip.Unmap(), ip.Unmap().BitLen()), nil
	}
	network, err := netip.ParsePrefix(text)
	if err != nil {
		return netip.Prefix{}, fmt.Errorf("holds %q, which is neither an address nor a network", text)
	}
	if network.Addr().Is4In6() {
		return netip.Prefix{}, fmt.Errorf("holds %q: write it as an IPv4 network", text)
	}
	if network.Bits() < widest(network.Addr()) {
		return netip.Prefix{}, fmt.Errorf("holds %q, which is wider than any private network", text)
	}
	return network.Masked(), nil
}

// widest is the prefix length of the largest private network: 10.0.0.0/8 of
// RFC 1918, fc00::/7 of RFC 4193.
func widest(ip netip.Addr) int {
	if ip.Is4() {
		return 8
	}
	return 7
}
