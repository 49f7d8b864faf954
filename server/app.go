// Package server wires everything into a running App: store, jobs, route table, guard, sign-in, listener.
package server

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"keephope/config"
	"keephope/handlers"
	"keephope/migrations"
	"keephope/models"
	"keephope/models/seal"
	"keephope/server/signin"
)

// maxHeaderBytes is the most that a request's line and headers may hold; net/http allows 4 KiB above it.
const maxHeaderBytes = 16 << 10

// Timeouts cut slow clients, and statements that hang.
type Timeouts struct {
	Header  time.Duration // until a request's headers are here
	Read    time.Duration // until its body is here
	Write   time.Duration // until its answer is taken
	Idle    time.Duration // between two requests of a connection
	Request time.Duration // until a request's work is done
}

// usualTimeouts are those of production.
func usualTimeouts() Timeouts {
	return Timeouts{Header: 5 * time.Second, Read: 30 * time.Second, Write: 30 * time.Second, Idle: 60 * time.Second, Request: 20 * time.Second}
}

// Parts is what a test may replace, and what the demo adds. Zero fields are the real thing.
type Parts struct {
	Now       func() time.Time
	Rand      io.Reader
	Log       *slog.Logger
	Transport http.RoundTripper // carries requests to providers
	Providers []signin.Config   // beside the configured ones
	Timeouts  Timeouts
	Demo      bool // every page says that this is the demo
}

// App is the running program.
type App struct {
	cfg          config.Config
	parts        Parts
	store        *models.Store
	handlers     handlerSet
	cookies      Cookies
	signIn       flow
	demoProvider http.Handler // the demo's own, nil in production
	pages        *pageCache
	files        *turnstile // before the list as a file
	cards        *turnstile // before pictures that are drawn
	echo         *echo.Echo
	http         *http.Server
	listener     net.Listener
	served       chan error
	closers      []func(context.Context) error // in the order of closing, after HTTP
}

// handlerSet holds one value per noun.
type handlerSet struct {
	home           handlers.Home
	signIn         handlers.SignIn
	sessions       handlers.Sessions
	account        handlers.Account
	setup          handlers.Setup
	admin          handlers.Admin
	people         handlers.People
	settings       handlers.Settings
	log            handlers.Log
	health         handlers.Health
	problems       handlers.Problems
	participations handlers.Participations
	campaignHandlers
	joiningHandlers
	listingHandlers
	deskHandlers
	endorsingHandlers
	actionHandlers
}

// Open starts the program: database, schema, jobs, listener. It serves when Open returns. The address is taken before
// anything is served, so that a taken port is an error here.
func Open(ctx context.Context, cfg config.Config, parts Parts) (*App, error) {
	return openWith(ctx, cfg, parts, func(*App) error { return nil })
}

// openWith is Open with what is done when all stands and nobody is answered yet: what fails there fails before anybody
// relied on the program.
func openWith(ctx context.Context, cfg config.Config, parts Parts, before func(*App) error) (*App, error) {
	a := &App{cfg: cfg, parts: parts.filled(), served: make(chan error, 1)}
	if err := a.open(ctx); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	if err := before(a); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	if err := a.begin(ctx); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func (p Parts) filled() Parts {
	if p.Now == nil {
		p.Now = time.Now
	}
	if p.Rand == nil {
		p.Rand = rand.Reader
	}
	if p.Log == nil {
		p.Log = slog.Default()
	}
	if p.Timeouts == (Timeouts{}) {
		p.Timeouts = usualTimeouts()
	}
	return p
}

func (a *App) open(ctx context.Context) error {
	listener, err := net.Listen("tcp", a.cfg.Addr)
	if err != nil {
		return fmt.Errorf("%w: %w", errAddress, err)
	}
	a.listener = listener
	if err := a.openStore(ctx); err != nil {
		return err
	}
	if a.parts.Demo {
		if err := a.openDemo(ctx); err != nil {
			return err
		}
	}
	a.cookies = Cookies{HTTPS: strings.HasPrefix(a.cfg.BaseURL, "https://")}
	if err := a.openSignIn(); err != nil {
		return err
	}
	a.wire()
	a.store.OnQuieter(a.pages.drop)
	a.store.OnListed(a.pages.drop)
	return nil
}

// begin hears replicas, does jobs and answers, in this order: readers come when nothing can fail any more.
func (a *App) begin(ctx context.Context) error {
	a.listen()
	if err := a.startWorkers(ctx); err != nil {
		return err
	}
	a.serve()
	return nil
}

func (a *App) openStore(ctx context.Context) error {
	store, err := OpenStore(ctx, a.cfg, a.parts)
	if err != nil {
		return err
	}
	a.store = store
	if err := a.refuseDemo(ctx); err != nil {
		return notAway(a.cfg, err)
	}
	pool, dialect := store.SQL()
	if err := notAway(a.cfg, migrations.Up(ctx, pool, Dialect(dialect))); err != nil {
		return err
	}
	return notAway(a.cfg, explainKeys(store.CheckKeys(ctx, models.Program())))
}

// OpenStore opens the store of a configuration, without touching its schema.
func OpenStore(ctx context.Context, cfg config.Config, parts Parts) (*models.Store, error) {
	parts = parts.filled()
	ring, err := seal.ParseRing(cfg.Keys.Reveal())
	if err != nil {
		return nil, fmt.Errorf("KEEPHOPE_KEYS: %w", err)
	}
	address := cfg.DatabaseURL.Reveal()
	if !cfg.UsesPostgres() {
		address = cfg.SQLitePath()
		if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
			return nil, fmt.Errorf("%w: %w", errFolder, err)
		}
		if err := keepPrivate(address); err != nil {
			return nil, err
		}
	}
	store, err := models.Open(ctx, models.Options{URL: address, Keys: ring, Now: parts.Now, Rand: parts.Rand, Log: parts.Log})
	return store, notAway(cfg, err)
}

// Dialect returns the migrations' dialect by its name.
func Dialect(name string) migrations.Dialect {
	if name == "sqlite" {
		return migrations.SQLite()
	}
	return migrations.Postgres()
}

// wire makes the handlers, and echo with every route behind its guard.
func (a *App) wire() {
	frame := handlers.Frame{Store: a.store, Called: &handlers.Called{}, Base: strings.TrimSuffix(a.BaseURL(), "/"), Demo: a.parts.Demo,
		BackupDays: int(a.cfg.BackupDays), Contact: a.cfg.Contact, ShareVK: bool(a.cfg.ShareVK)}
	frame.Called.Learn(context.Background(), a.store)
	signIn := handlers.SignIn{Frame: frame, Flow: a.signIn, Cookies: a.cookies, Log: a.parts.Log}
	refusals := &handlers.Refusals{Log: a.parts.Log, Now: a.parts.Now}
	a.closers = append(a.closers, refusals.Close)
	a.handlers = handlerSet{
		home:           handlers.Home{Frame: frame},
		signIn:         signIn,
		sessions:       handlers.Sessions{SignIn: signIn},
		account:        handlers.Account{SignIn: signIn},
		setup:          handlers.Setup{SignIn: signIn},
		admin:          handlers.Admin{Frame: frame, Flow: a.signIn},
		people:         handlers.People{Frame: frame},
		settings:       handlers.Settings{Frame: frame},
		log:            handlers.Log{Frame: frame},
		health:         handlers.Health{Store: a.store, Schema: a.schemaIsCurrent},
		problems:       handlers.Problems{Frame: frame, Cookies: a.cookies, Log: a.parts.Log, Refusals: refusals},
		participations: handlers.Participations{Frame: frame},

		campaignHandlers:  campaign(frame),
		joiningHandlers:   a.joining(frame),
		listingHandlers:   listing(frame),
		deskHandlers:      desk(frame),
		endorsingHandlers: a.endorsing(frame),
		actionHandlers:    actions(frame),
	}
	e := echo.New()
	a.echo = e
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = a.handlers.problems.Answer
	e.IPExtractor = addresses(a.cfg.TrustedProxies)
	e.Use(headers(a.cookies.HTTPS), recoverPanic)
	a.files, a.cards = fileTurnstile(), cardTurnstile()
	for _, r := range a.routes() {
		e.Add(r.Method, r.Path, a.guard(r))
		if r.Method == get {
			e.Add(http.MethodHead, r.Path, a.guard(r))
		}
	}
	var protection http.CrossOriginProtection
	limits := a.parts.Timeouts
	refuse := a.outside(a.handlers.problems.Foreign)
	protection.SetDenyHandler(refuse)
	a.pages = newPageCache(deadline(limits.Request, a.sameScheme(refuse, protection.Handler(e))), a.routes())
	a.pages.address, a.pages.refuse = e.IPExtractor, a.outside(a.handlers.problems.Crowded)
	var site http.Handler = a.pages
	if a.parts.Demo {
		site = a.onThisMachine(site)
	}
	a.http = &http.Server{
		Handler:           site,
		ReadHeaderTimeout: limits.Header, ReadTimeout: limits.Read, WriteTimeout: limits.Write,
		IdleTimeout: limits.Idle, MaxHeaderBytes: maxHeaderBytes,
		ErrorLog: slog.NewLogLogger(a.parts.Log.Handler(), slog.LevelDebug),
	}
}

func (a *App) serve() {
	go func() {
		err := a.http.Serve(a.listener)
		if errors.Is(err, http.ErrServerClosed) {
			err = nil
		}
		a.served <- err
	}()
}

// URL is where the App listens.
func (a *App) URL() string { return "http://" + a.listener.Addr().String() }

// BaseURL is the public address: the configured one, else where the App listens.
func (a *App) BaseURL() string {
	if a.cfg.BaseURL != "" {
		return a.cfg.BaseURL
	}
	return a.URL()
}

// Wait returns when the App stops serving by itself, with the reason.
func (a *App) Wait() <-chan error { return a.served }

func (a *App) schemaIsCurrent(ctx context.Context) error {
	pool, dialect := a.store.SQL()
	return migrations.Current(ctx, pool, Dialect(dialect))
}
