package provider

import (
	"encoding/base64"
	"errors"
	"io"
	"sync"
	"time"
)

// How long a code and an access token live, and how many of each are kept. A demonstration has a handful of visitors.
const (
	codeLife  = 60 * time.Second
	tokenLife = 5 * time.Minute
	maxGrants = 1000
)

// errTooMany says that the memory for codes is full.
var errTooMany = errors.New("too many sign-ins at once")

// grant is what a person allowed the client, from the choice on the page to the end of the access token.
type grant struct {
	subject, redirectURI, challenge, nonce string
	profile                                bool
	at                                     time.Time
	// access is the access token that was given for the code; empty until then.
	access string
}

// grants remembers codes and access tokens.
type grants struct {
	now  func() time.Time
	rand io.Reader

	mu     sync.Mutex
	byCode map[string]*grant
}

// newGrants returns an empty memory.
func newGrants(now func() time.Time, rand io.Reader) *grants {
	return &grants{now: now, rand: rand, byCode: map[string]*grant{}}
}

// add keeps a grant and returns its code.
func (g *grants) add(granted grant) (string, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	granted.at = g.now()
	for code, old := range g.byCode {
		if granted.at.Sub(old.at) >= codeLife+tokenLife {
			delete(g.byCode, code)
		}
	}
	if len(g.byCode) >= maxGrants {
		return "", errTooMany
	}
	code, err := g.random()
	if err != nil {
		return "", err
	}
	g.byCode[code] = &granted
	return code, nil
}

// use takes a code once and returns its grant with a fresh access token. A code that comes again is theft for all we
// know, so its access token ends (RFC 6749, 4.1.2).
func (g *grants) use(code string) (grant, bool, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	known, ok := g.byCode[code]
	if !ok {
		return grant{}, false, nil
	}
	if known.access != "" || g.now().Sub(known.at) >= codeLife {
		delete(g.byCode, code)
		return grant{}, false, nil
	}
	access, err := g.random()
	if err != nil {
		return grant{}, false, err
	}
	known.access = access
	return *known, true, nil
}

// holder returns the grant of a living access token.
func (g *grants) holder(access string) (grant, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, known := range g.byCode {
		if access != "" && known.access == access && g.now().Sub(known.at) < tokenLife {
			return *known, true
		}
	}
	return grant{}, false
}

// random returns 256 random bits as text.
func (g *grants) random() (string, error) {
	drawn := make([]byte, 32)
	if _, err := io.ReadFull(g.rand, drawn); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(drawn), nil
}
