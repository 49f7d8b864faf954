package modelstest

import (
	"sync"
	"testing"
)

// idle are the migrated PostgreSQL databases of this process that no test uses at the moment. Making one takes longer
// than most stories, emptying one does not.
var idle struct {
	sync.Mutex
	addresses []string
}

// MigratedPostgres returns the address of a PostgreSQL database with the newest schema and no rows. After the test it is
// emptied for the next; it goes with the process.
func MigratedPostgres(t testing.TB) string {
	t.Helper()
	address, ok := takeIdle()
	if !ok {
		address = keep(t)
	}
	t.Cleanup(func() {
		if err := run(address, emptyAll); err != nil {
			t.Errorf("postgres: %v", err)
			return
		}
		idle.Lock()
		defer idle.Unlock()
		idle.addresses = append(idle.addresses, address)
	})
	return address
}

// keep makes a migrated database that outlives the test.
func keep(t testing.TB) string {
	t.Helper()
	at, name := admin(t), randomName("kept")
	if err := run(at, "CREATE DATABASE "+quote(name)+" TEMPLATE template0"); err != nil {
		t.Fatalf("postgres: %v", err)
	}
	address := within(t, at, name)
	if err := migrate(address); err != nil {
		t.Fatalf("postgres: migrate: %v", err)
	}
	return address
}

func takeIdle() (string, bool) {
	idle.Lock()
	defer idle.Unlock()
	last := len(idle.addresses) - 1
	if last < 0 {
		return "", false
	}
	address := idle.addresses[last]
	idle.addresses = idle.addresses[:last]
	return address, true
}

// emptyAll deletes every row of every table but those that tell the schema's version, and ends whoever is still
// connected.
const emptyAll = `DO $$ BEGIN
	PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
	EXECUTE (SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' RESTART IDENTITY CASCADE' FROM pg_tables
		WHERE schemaname = 'public' AND tablename NOT IN ('goose_db_version', 'river_migration'));
END $$`
