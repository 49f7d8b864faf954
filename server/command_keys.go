package server

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"keephope/config"
	"keephope/models"
	"keephope/models/seal"
)

// PrintKeys prints a fresh key ring, in the form that KEEPHOPE_KEYS takes.
func PrintKeys(out io.Writer) error {
	return printRing(out)(seal.GenerateRing(rand.Reader))
}

// PrintLongerKeys prints the configured ring with a new master key behind the others.
func PrintLongerKeys(cfg config.Config, out io.Writer) error {
	return printRing(out)(seal.Extend(rand.Reader, cfg.Keys.Reveal()))
}

// PrintKeysWithFront prints the configured ring with the master key of that id in front.
func PrintKeysWithFront(cfg config.Config, id string, out io.Writer) error {
	return printRing(out)(seal.Promote(cfg.Keys.Reveal(), id))
}

func printRing(out io.Writer) func(string, error) error {
	return func(ring string, err error) error {
		if err != nil {
			return fmt.Errorf("KEEPHOPE_KEYS: %w", err)
		}
		_, err = fmt.Fprintln(out, ring)
		return err
	}
}

// RotateKeys brings every data key under the first master key of the ring, and says which keys may go now.
func RotateKeys(ctx context.Context, cfg config.Config, out io.Writer) error {
	return withStore(ctx, cfg, func(store *models.Store) error {
		moved, err := store.RotateKeys(ctx, models.Program())
		if moved > 0 || err == nil {
			fmt.Fprintf(out, "%d data keys were brought under %q.\n", moved, store.Keys().Current())
		}
		if err != nil {
			return err
		}
		return tellKeys(ctx, store, out)
	})
}

// KeysStatus tells which master keys the database needs and which of them the ring has. A key that is missing is an
// error.
func KeysStatus(ctx context.Context, cfg config.Config, out io.Writer) error {
	return withAnyKeys(ctx, cfg, func(store *models.Store) error {
		return errors.Join(tellKeys(ctx, store, out), explainKeys(store.CheckKeys(ctx, models.Program())))
	})
}

// tellKeys lists the master keys of ring and database.
func tellKeys(ctx context.Context, store *models.Store, out io.Writer) error {
	uses, err := store.MasterKeys(ctx, models.Program())
	if err != nil {
		return err
	}
	ring := store.Keys().Masters()
	if !slices.ContainsFunc(uses, func(use models.MasterUse) bool { return use.ID == ring[0] }) {
		fmt.Fprintf(out, "%s: 0 data keys, wraps new ones\n", ring[0])
	}
	for _, use := range uses {
		note := ""
		switch {
		case !use.InRing:
			note = ", MISSING in the ring"
		case use.ID == ring[0]:
			note = ", wraps new ones"
		}
		fmt.Fprintf(out, "%s: %d data keys%s\n", use.ID, use.Owners, note)
		ring = slices.DeleteFunc(ring, func(id string) bool { return id == use.ID && id != store.Keys().Current() })
	}
	if idle := ring[1:]; len(idle) > 0 {
		fmt.Fprintf(out, "No data key of this database lies under %s. Once no replica has such a key in front, and no backup that you "+
			"want to read is older than this, take it out of KEEPHOPE_KEYS.\n", strings.Join(idle, ", "))
	}
	return nil
}

// explainKeys adds to an error about keys what the operator does.
func explainKeys(err error) error {
	var missing *models.MissingKeyError
	switch {
	case errors.As(err, &missing):
		return fmt.Errorf("KEEPHOPE_KEYS: %w: put it back behind the others, or set KEEPHOPE_DATABASE_URL or KEEPHOPE_DATA to the database of this ring", err)
	case errors.Is(err, models.ErrOtherLookup):
		return fmt.Errorf("KEEPHOPE_KEYS: %w, and nobody would be known again: put the former one back", err)
	}
	return err
}
