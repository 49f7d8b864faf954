// Command keephope is the platform on which organisations build a coalition. This file is its command line.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"keephope/config"
	"keephope/server"
)

// version is set by the linker.
var version = "development"

// cli is every command.
type cli struct {
	Serve       serve       `cmd:"" help:"Serve the coalition."`
	Demo        demo        `cmd:"" help:"Serve an invented coalition on this machine, to look around."`
	Migrate     migrate     `cmd:"" help:"Bring the database's schema up to date, or show where it stands."`
	Admin       admin       `cmd:"" help:"Give and take the roles of people."`
	Hide        hide        `cmd:"" help:"Hide an organisation at once."`
	Config      effective   `cmd:"" help:"Print every variable with its value, secrets masked, and what serve would refuse."`
	Keys        keys        `cmd:"" help:"Make a key ring for KEEPHOPE_KEYS, or exchange its master key."`
	Healthcheck healthcheck `cmd:"" help:"Ask the running program whether it is ready."`
	Version     printed     `cmd:"" help:"Print the version."`

	ShowVersion kong.VersionFlag `name:"version" help:"Print the version."`
}

// description stands above the list of commands.
const description = `Organisations build a coalition: wide, safe, together.

Everything is set by environment variables. The command
"keephope config" lists them, docs/operating.md says what they mean.`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stderr, nil)))
	parsed := kong.Parse(&cli{}, kong.Name("keephope"), kong.Description(description), kong.Vars{"version": "keephope " + version},
		kong.UsageOnError(), kong.BindTo(ctx, (*context.Context)(nil)))
	if err := parsed.Run(); err != nil {
		fmt.Fprintf(os.Stderr, "keephope: %s\n", server.Explain(err))
		stop()
		os.Exit(1)
	}
}

type serve struct{}

// Run serves until a signal comes.
func (serve) Run(ctx context.Context) error {
	cfg, err := config.FromEnviron(os.Environ(), config.Config.Serve)
	if err != nil {
		return err
	}
	return server.Serve(ctx, cfg, os.Stdout)
}

type demo struct{}

// Run serves the demo until a signal comes.
func (demo) Run(ctx context.Context) error {
	cfg, err := config.FromEnviron(os.Environ(), config.Config.Demo)
	if err != nil {
		return err
	}
	return server.Demo(ctx, cfg, os.Stdout)
}

type migrate struct {
	Up     migrateUp     `cmd:"" help:"Bring the schema up to date."`
	Status migrateStatus `cmd:"" help:"List the migrations, and which of them the database has."`
}

type migrateUp struct{}

// Run brings the schema up to date.
func (migrateUp) Run(ctx context.Context) error {
	cfg, err := config.FromEnviron(os.Environ())
	if err != nil {
		return err
	}
	return server.Migrate(ctx, cfg, os.Stdout)
}

type migrateStatus struct{}

// Run lists the migrations.
func (migrateStatus) Run(ctx context.Context) error {
	cfg, err := config.FromEnviron(os.Environ())
	if err != nil {
		return err
	}
	return server.MigrationStatus(ctx, cfg, os.Stdout)
}

type admin struct {
	SetupLink setupLink `cmd:"" help:"Make a new link for the first administrator (single use, 24 hours)."`
	Grant     grant     `cmd:"" help:"Give a person a role."`
	Revoke    revoke    `cmd:"" help:"Take a role from a person."`
	List      listRoles `cmd:"" help:"List who holds a role."`
}

type setupLink struct{}

// Run prints a new setup link.
func (setupLink) Run(ctx context.Context) error {
	cfg, err := config.FromEnviron(os.Environ(), config.Config.Serve)
	if err != nil {
		return err
	}
	return server.PrintSetupLink(ctx, cfg, os.Stdout)
}

type grant struct {
	Role   string `arg:"" enum:"administrator,coordinator,keeper" help:"administrator, coordinator or keeper."`
	Person string `arg:"" help:"The person's id, as admin list and the page People show it."`
}

// Run gives the role.
func (g grant) Run(ctx context.Context) error {
	cfg, err := config.FromEnviron(os.Environ(), config.Config.Serve)
	if err != nil {
		return err
	}
	return server.Grant(ctx, cfg, server.RoleChange{Person: g.Person, Role: g.Role}, os.Stdout)
}

type revoke struct {
	Role   string `arg:"" enum:"administrator,coordinator,keeper" help:"administrator, coordinator or keeper."`
	Person string `arg:"" help:"The person's id, as admin list shows it."`
}

// Run takes the role.
func (r revoke) Run(ctx context.Context) error {
	cfg, err := config.FromEnviron(os.Environ(), config.Config.Serve)
	if err != nil {
		return err
	}
	return server.Revoke(ctx, cfg, server.RoleChange{Person: r.Person, Role: r.Role}, os.Stdout)
}

type listRoles struct{}

// Run lists who holds a role.
func (listRoles) Run(ctx context.Context) error {
	cfg, err := config.FromEnviron(os.Environ(), config.Config.Serve)
	if err != nil {
		return err
	}
	return server.ListRoles(ctx, cfg, os.Stdout)
}

type hide struct {
	Organisation string `arg:"" help:"The organisation's id, or the last part of its public address."`
}

// Run hides the organisation.
func (h hide) Run(ctx context.Context) error {
	cfg, err := config.FromEnviron(os.Environ(), config.Config.Serve)
	if err != nil {
		return err
	}
	return server.Hide(ctx, cfg, h.Organisation, os.Stdout)
}

type effective struct{}

// Run prints the effective configuration, whole even where it is faulty, and all that serve would refuse.
func (effective) Run() error {
	cfg, err := config.FromEnviron(os.Environ(), config.Config.Serve)
	for _, line := range cfg.Effective() {
		fmt.Printf("%s=%s\t# %s\n", line.Name, line.Value, line.Source)
	}
	return err
}

type healthcheck struct{}

// Run asks /readyz on the configured address.
func (healthcheck) Run(ctx context.Context) error {
	cfg, err := config.FromEnviron(os.Environ())
	if err != nil {
		return err
	}
	return server.Healthcheck(ctx, cfg)
}

type printed struct{}

// Run prints the version.
func (printed) Run() error {
	_, err := fmt.Println("keephope " + version)
	return err
}
