package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"keephope/config"
	"keephope/migrations"
)

// Serve runs the program until ctx ends, then drains. It tells on out where it listens, and at the first start how to
// become the first administrator.
func Serve(ctx context.Context, cfg config.Config, out io.Writer) error {
	app, err := openWith(ctx, cfg, Parts{}, func(a *App) error {
		greeting, err := a.greeting(ctx)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(out, "Keep Hope listens on %s for %s\n%s", a.URL(), cfg.BaseURL, greeting)
		return err
	})
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil // asked to end before it had begun
	}
	if err != nil {
		return err
	}
	return app.run(ctx)
}

// refuseDemo keeps production off the demo's database, in which whoever came may have been anybody. It looks before
// anything is changed there.
func (a *App) refuseDemo(ctx context.Context) error {
	if a.parts.Demo {
		return nil
	}
	isDemo, err := a.store.IsDemo(ctx)
	if err == nil && isDemo {
		err = errors.New("this database is the demo's: set KEEPHOPE_DATA or KEEPHOPE_DATABASE_URL to another. Example: /var/lib/keephope")
	}
	return err
}

// run waits for the end of ctx, or of serving, and closes.
func (a *App) run(ctx context.Context) error {
	select {
	case err := <-a.Wait():
		return errors.Join(err, a.Close())
	case <-ctx.Done():
		return a.Close()
	}
}

// Migrate brings the schema up to date and says so.
func Migrate(ctx context.Context, cfg config.Config, out io.Writer) error {
	return withDatabase(ctx, cfg, func(d database) error {
		if err := migrations.Up(ctx, d.pool, d.dialect); err != nil {
			return err
		}
		_, err := fmt.Fprintln(out, "The schema is up to date.")
		return err
	})
}

// MigrationStatus lists the migrations. It makes nothing.
func MigrationStatus(ctx context.Context, cfg config.Config, out io.Writer) error {
	if err := mustBeThere(cfg); err != nil {
		return err
	}
	return withDatabase(ctx, cfg, func(d database) error {
		lines, err := migrations.Status(ctx, d.pool, d.dialect)
		if err != nil {
			return err
		}
		for _, l := range lines {
			mark := "pending"
			if l.Applied {
				mark = "applied"
			}
			fmt.Fprintf(out, "%s  %s\n", mark, l.Name)
		}
		return nil
	})
}

// Healthcheck asks the running program's /readyz. An error says that it is not ready.
func Healthcheck(ctx context.Context, cfg config.Config) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+cfg.Addr+"/readyz", nil)
	if err != nil {
		return fmt.Errorf("ask %s: %w", cfg.Addr, err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("ask %s: %w", cfg.Addr, err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("the program on %s is not ready: it answered %d", cfg.Addr, res.StatusCode)
	}
	return nil
}
