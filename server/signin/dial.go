package signin

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sync"
	"syscall"
	"time"
)

// errInner says that a host which the operator did not name leads into a network that is not public.
const errInner = badAnswer("names a host of an inner network")

// errUnlisted says that a host is not on the operator's list.
const errUnlisted = badAnswer("names a host that is not on the list of outgoing hosts")

// reach knows which hosts may be asked. Those that the operator configured may lie anywhere. Any other was named by a
// provider's metadata: it must have a public address, looked at when it is dialled, or stand on the operator's list
// where there is one. So nobody who writes metadata can have us ask the machines behind our own wall.
type reach struct {
	own    map[string]bool // "host:port", or "host" for every port
	listed bool            // the operator gave a list: nothing beside it may be asked
}

// newReach knows the hosts of the configured providers and of the operator's list.
func newReach(configs []Config, hosts []string) reach {
	r := reach{own: map[string]bool{}, listed: len(hosts) > 0}
	for _, c := range configs {
		c = c.filled()
		addresses := []string{c.Issuer}
		if c.Kind == KindGitHub {
			addresses = append(addresses, githubProfile(c.Issuer))
		}
		for _, address := range addresses {
			if u, err := url.Parse(address); err == nil {
				r.own[hostPort(u)] = true
			}
		}
	}
	for _, host := range hosts {
		r.own[host] = true
	}
	return r
}

// knows tells whether the operator named this host.
func (r reach) knows(host, port string) bool {
	return r.own[host] || r.own[net.JoinHostPort(host, port)]
}

// mayAsk is asked before every request; a name is looked at again when its address is dialled.
func (r reach) mayAsk(u *url.URL) error {
	host, port, err := net.SplitHostPort(hostPort(u))
	if err != nil || r.knows(host, port) {
		return err
	}
	if r.listed {
		return errUnlisted
	}
	if ip, err := netip.ParseAddr(host); err == nil && !isPublic(ip) {
		return errInner
	}
	return nil
}

// hostPort is where an address is dialled.
func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80"}[u.Scheme]
	}
	if port == "" {
		port = "443"
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// dialer dials what a transport asks for.
type dialer struct {
	reach reach

	mu      sync.Mutex
	proxies map[string]bool // of the operator's environment; these look names up for us
}

// proxy is the operator's proxy for a request, if there is one.
func (d *dialer) proxy(r *http.Request) (*url.URL, error) {
	u, err := http.ProxyFromEnvironment(r)
	if u != nil {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.proxies[hostPort(u)] = true
	}
	return u, err
}

// dial connects. The address is looked at after the name was looked up and for each address that it has, so that a name
// which leads elsewhere the next time gains nothing.
func (d *dialer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	plain := net.Dialer{Timeout: 4 * time.Second}
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if !d.reach.knows(host, port) && !d.isProxy(address) {
		plain.Control = func(_, dialled string, _ syscall.RawConn) error {
			ip, err := netip.ParseAddrPort(dialled)
			if err != nil || !isPublic(ip.Addr()) {
				return errInner
			}
			return nil
		}
	}
	return plain.DialContext(ctx, network, address)
}

func (d *dialer) isProxy(address string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.proxies[address]
}

// special are blocks that are routed nowhere or to somewhere inside, beside those that package net/netip knows (IANA
// special-purpose registries for IPv4 and IPv6, RFC 6890 and later).
func special() []string {
	return []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
		"203.0.113.0/24", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
	}
}

// isPublic tells whether an address is one of the public internet.
func isPublic(ip netip.Addr) bool {
	ip = ip.Unmap()
	if nat64 := netip.MustParsePrefix("64:ff9b::/96"); nat64.Contains(ip) { // an IPv4 address behind a translator
		last := ip.As16()
		ip = netip.AddrFrom4([4]byte(last[12:]))
	}
	if ip.Zone() != "" || !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.Is6() && !netip.MustParsePrefix("2000::/3").Contains(ip) {
		return false
	}
	for _, block := range special() {
		if netip.MustParsePrefix(block).Contains(ip) {
			return false
		}
	}
	return true
}
