package main

import (
	"context"
	"os"

	"keephope/config"
	"keephope/server"
)

// keys is what an operator does with key rings. docs/operating.md says in which order.
type keys struct {
	New    newKeys    `cmd:"" default:"1" help:"Print a new key ring."`
	Add    addKey     `cmd:"" help:"Print the key ring with a new master key behind the others, where it opens and wraps nothing yet."`
	Front  frontKey   `cmd:"" help:"Print the key ring with a master key in front, where it wraps new data keys."`
	Rotate rotateKeys `cmd:"" help:"Bring every data key of the database under the first master key. Works beside the running program."`
	Status keysStatus `cmd:"" help:"Tell which master keys the database needs."`
}

type newKeys struct{}

// Run prints a fresh key ring.
func (newKeys) Run() error { return server.PrintKeys(os.Stdout) }

type addKey struct{}

// Run prints the ring with one more key.
func (addKey) Run() error {
	cfg, err := config.FromEnviron(os.Environ())
	if err != nil {
		return err
	}
	return server.PrintLongerKeys(cfg, os.Stdout)
}

type frontKey struct {
	ID string `arg:"" help:"The key's id, which stands before its colon."`
}

// Run prints the ring in another order.
func (f frontKey) Run() error {
	cfg, err := config.FromEnviron(os.Environ())
	if err != nil {
		return err
	}
	return server.PrintKeysWithFront(cfg, f.ID, os.Stdout)
}

type rotateKeys struct{}

// Run re-wraps the data keys.
func (rotateKeys) Run(ctx context.Context) error {
	cfg, err := config.FromEnviron(os.Environ(), config.Config.Serve)
	if err != nil {
		return err
	}
	return server.RotateKeys(ctx, cfg, os.Stdout)
}

type keysStatus struct{}

// Run lists the master keys.
func (keysStatus) Run(ctx context.Context) error {
	cfg, err := config.FromEnviron(os.Environ(), config.Config.Serve)
	if err != nil {
		return err
	}
	return server.KeysStatus(ctx, cfg, os.Stdout)
}
