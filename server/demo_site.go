package server

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"

	"keephope/config"
	"keephope/models"
	"keephope/models/seal"
	"keephope/server/demo"
	"keephope/server/demo/provider"
	"keephope/server/signin"
	"keephope/views/static"
)

// Where the demo's own OpenID provider is, and its one client.
const (
	demoProviderPath = "/demo/provider"
	demoProviderID   = "demo"
	demoClient       = "keephope-demo"
)

// Demo serves the invented coalition on this machine until ctx ends.
func Demo(ctx context.Context, cfg config.Config, out io.Writer) error {
	app, err := OpenDemo(ctx, cfg, Parts{})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "The demo is ready. Open %s\nIts data is in %s; delete that folder to begin anew.\n", app.URL(), cfg.DemoData())
	return app.run(ctx)
}

// OpenDemo opens the App on the demo's own folder, keys and provider, and brings the coalition in at the first start.
func OpenDemo(ctx context.Context, cfg config.Config, parts Parts) (*App, error) {
	cfg.Data = cfg.DemoData()
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, fmt.Errorf("make the demo's folder: %w", err)
	}
	parts = parts.filled()
	ring, err := demoKeys(cfg.Data, parts.Rand)
	if err != nil {
		return nil, err
	}
	cfg.Keys = config.NewSecret(ring)
	parts.Demo = true
	app, err := Open(ctx, cfg, parts)
	var missing *models.MissingKeyError
	if errors.As(err, &missing) || errors.Is(err, models.ErrOtherLookup) {
		return nil, fmt.Errorf("the demo's keys are not those of its database: delete the folder %s and start it again", cfg.Data)
	}
	return app, err
}

// demoKeys reads the demo's key ring, or makes it.
func demoKeys(folder string, rand io.Reader) (string, error) {
	path := filepath.Join(folder, "keys")
	text, err := os.ReadFile(path)
	if err == nil {
		return strings.TrimSpace(string(text)), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read the demo's keys: %w", err)
	}
	ring, err := seal.GenerateRing(rand)
	if err != nil {
		return "", fmt.Errorf("make the demo's keys: %w", err)
	}
	if err := os.WriteFile(path, []byte(ring+"\n"), 0o600); err != nil {
		return "", fmt.Errorf("keep the demo's keys: %w", err)
	}
	return ring, nil
}

// openDemo claims the database, opens the provider and brings the coalition in.
func (a *App) openDemo(ctx context.Context) error {
	fresh, err := a.store.ClaimForDemo(ctx)
	if err != nil {
		return err
	}
	if err := a.openDemoProvider(); err != nil {
		return err
	}
	if !fresh {
		return nil
	}
	clock := &demo.Clock{}
	then := a.parts
	then.Now = clock.Now
	store, err := OpenStore(ctx, a.cfg, then)
	if err != nil {
		return err
	}
	seeding := demo.Seeding{Store: store, Clock: clock, Issuer: a.BaseURL() + demoProviderPath, Now: a.parts.Now().UTC()}
	if err := errors.Join(seeding.Seed(ctx), store.Close()); err != nil {
		return err
	}
	return a.store.DemoIsWhole(ctx)
}

func (a *App) openDemoProvider() error {
	personas, err := demo.Personas()
	if err != nil {
		return err
	}
	offered := make([]provider.Persona, len(personas))
	for i, p := range personas {
		offered[i] = provider.Persona{Subject: p.Subject, Name: p.Name, About: p.About}
	}
	random := make([]byte, 32)
	if _, err := io.ReadFull(a.parts.Rand, random); err != nil {
		return fmt.Errorf("make the demo's client secret: %w", err)
	}
	secret := hex.EncodeToString(random)
	site := a.BaseURL()
	a.demoProvider, err = provider.New(provider.Options{
		Issuer: site + demoProviderPath, ClientID: demoClient, ClientSecret: secret,
		RedirectURI: site + "/auth/" + demoProviderID + "/callback", Personas: offered,
		Stylesheet: static.URL("keephope.css"), Now: a.parts.Now, Rand: a.parts.Rand,
	})
	if err != nil {
		return err
	}
	a.parts.Providers = append(a.parts.Providers, signin.Config{
		ID: demoProviderID, Kind: signin.KindOpenID, Name: "Demo", Issuer: site + demoProviderPath, ClientID: demoClient, ClientSecret: secret,
	})
	return nil
}

// onThisMachine lets only requests to a loopback name through that no proxy has forwarded: in the demo whoever comes
// may be anybody. The provider answers below its own path and shares nothing with the rest.
func (a *App) onThisMachine(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !isLoopback(r.Host) || forwarded(r.Header):
			http.Error(w, "The demo serves this machine only. Use keephope serve.", http.StatusMisdirectedRequest)
		case strings.HasPrefix(r.URL.Path, demoProviderPath+"/"):
			a.demoProvider.ServeHTTP(w, r)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

func isLoopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && ip.IsLoopback() || strings.EqualFold(host, "localhost")
}

func forwarded(h http.Header) bool {
	for name := range h {
		if name == "Forwarded" || name == "Via" || name == "X-Real-Ip" || strings.HasPrefix(name, "X-Forwarded-") {
			return true
		}
	}
	return false
}
