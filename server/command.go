package server

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"keephope/config"
	"keephope/migrations"
	"keephope/models"
	"keephope/models/seal"
)

// database is an open pool and what it speaks.
type database struct {
	pool    *sql.DB
	dialect migrations.Dialect
}

// withStore opens the configured store, without touching its schema, and closes it after f. A key ring that is not the
// database's is refused.
func withStore(ctx context.Context, cfg config.Config, f func(*models.Store) error) error {
	return withAnyKeys(ctx, cfg, func(store *models.Store) error {
		if err := explainKeys(store.CheckKeys(ctx, models.Program())); err != nil {
			return err
		}
		return f(store)
	})
}

// withAnyKeys is withStore for what does not mind the keys.
func withAnyKeys(ctx context.Context, cfg config.Config, f func(*models.Store) error) error {
	if err := mustBeThere(cfg); err != nil {
		return err
	}
	return inStore(ctx, cfg, f)
}

// inStore makes the database where there is none.
func inStore(ctx context.Context, cfg config.Config, f func(*models.Store) error) error {
	store, err := OpenStore(ctx, cfg, Parts{})
	if err != nil {
		return err
	}
	return errors.Join(f(store), store.Close())
}

// withDatabase is withStore for what needs no keys: a ring of the moment stands in for them.
func withDatabase(ctx context.Context, cfg config.Config, f func(database) error) error {
	ring, err := seal.GenerateRing(rand.Reader)
	if err != nil {
		return err
	}
	cfg.Keys = config.NewSecret(ring)
	return inStore(ctx, cfg, func(store *models.Store) error {
		pool, dialect := store.SQL()
		return f(database{pool: pool, dialect: Dialect(dialect)})
	})
}

// PrintSetupLink prints a new link for the first administrator.
func PrintSetupLink(ctx context.Context, cfg config.Config, out io.Writer) error {
	return withStore(ctx, cfg, func(store *models.Store) error {
		link, err := SetupLink(ctx, store, cfg.BaseURL)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(out, "Open %s to become an administrator. It works once, for 24 hours.\n", link)
		return err
	})
}

// RoleChange names what an operator changes: the role of a person.
type RoleChange struct{ Person, Role string }

// Grant gives a person a role, on the operator's word, and says so.
func Grant(ctx context.Context, cfg config.Config, of RoleChange, out io.Writer) error {
	return withStore(ctx, cfg, func(store *models.Store) error {
		held, err := store.Holds(ctx, models.Program(), of.Person, models.Role(of.Role))
		if err == nil {
			err = store.Grant(ctx, models.Program(), models.Sent{}, of.Person, models.Role(of.Role))
		}
		if err != nil {
			return found(err, of.Person)
		}
		when := "now"
		if held {
			when = "already"
		}
		_, err = fmt.Fprintf(out, "%s is %s %s.\n", of.Person, oneOf(of.Role), when)
		return err
	})
}

// oneOf is a role with its article.
func oneOf(role string) string {
	if strings.HasPrefix(role, "a") {
		return "an " + role
	}
	return "a " + role
}

// Revoke takes a role from a person, on the operator's word, and says so. A role that the person does not hold is an error.
func Revoke(ctx context.Context, cfg config.Config, of RoleChange, out io.Writer) error {
	return withStore(ctx, cfg, func(store *models.Store) error {
		held, err := store.Holds(ctx, models.Program(), of.Person, models.Role(of.Role))
		if err == nil && !held {
			return fmt.Errorf("%s is no %s; keephope admin list shows who holds a role", of.Person, of.Role)
		}
		if err == nil {
			err = store.Revoke(ctx, models.Program(), models.Sent{}, of.Person, models.Role(of.Role))
		}
		if err != nil {
			return found(err, of.Person)
		}
		_, err = fmt.Fprintf(out, "%s is no %s any more.\n", of.Person, of.Role)
		return err
	})
}

// Hide hides an organisation at once, on the operator's word. name is its id or the last part of its public address.
func Hide(ctx context.Context, cfg config.Config, name string, out io.Writer) error {
	return withStore(ctx, cfg, func(store *models.Store) error {
		since, err := store.HideNamed(ctx, models.Program(), name)
		if models.KindOf(err) == models.NotFound {
			return fmt.Errorf("no organisation has the id or the address %q", name)
		}
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(out, "Hidden since %s UTC.\n", since.Format("2006-01-02 15:04:05"))
		return err
	})
}

// found says in a sentence that nothing has this id.
func found(err error, id string) error {
	if models.KindOf(err) == models.NotFound {
		return fmt.Errorf("nothing has the id %q; keephope admin list shows the ids of people", id)
	}
	return err
}

// ListRoles lists who holds a role: id, roles and when they first came. Names are sealed and stay so.
func ListRoles(ctx context.Context, cfg config.Config, out io.Writer) error {
	return withStore(ctx, cfg, func(store *models.Store) error {
		nobody := true
		for query, more := (models.PeopleQuery{}), true; more; {
			page, err := store.People(ctx, models.Program(), query)
			if err != nil {
				return err
			}
			for _, p := range page.People {
				if len(p.Roles) > 0 {
					nobody = false
					came := p.ArrivedAt.UTC().Format(time.DateOnly)
					if models.Coarse(p.ArrivedAt) {
						came = came[:len("2006-01")]
					}
					fmt.Fprintf(out, "%s  came %s  %v\n", p.ID, came, p.Roles)
				}
			}
			query.After, more = page.Next, page.Next != ""
		}
		if nobody {
			fmt.Fprintln(out, "Nobody holds a role.")
		}
		return nil
	})
}
