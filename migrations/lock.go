package migrations

import (
	"context"
	"database/sql"
	"fmt"
)

// migrationLock is the advisory lock's number on PostgreSQL: "keephope" as ASCII, cut to 63 bits.
const migrationLock = 0x6b656570686f7065

// lock keeps every other starter out until release is called.
//
// PostgreSQL: a session advisory lock on a connection of its own. SQLite: an exclusive transaction on a second,
// empty database beside the first, because the first must stay writable for the migrations themselves.
func lock(ctx context.Context, db *sql.DB, d Dialect) (release func(), err error) {
	if d.Name == "sqlite" {
		return lockSQLite(ctx, db)
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("open connection: %w", err)
	}
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", int64(migrationLock)); err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("take advisory lock: %w", err)
	}
	return func() {
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", int64(migrationLock))
		_ = conn.Close()
	}, nil
}

func lockSQLite(ctx context.Context, db *sql.DB) (release func(), err error) {
	var seq int
	var name, file string
	if err := db.QueryRowContext(ctx, "PRAGMA database_list").Scan(&seq, &name, &file); err != nil {
		return nil, fmt.Errorf("find database file: %w", err)
	}
	if file == "" { // in memory: nobody else can see it
		return func() {}, nil
	}
	beside, err := sql.Open("sqlite", "file:"+file+".lock?_txlock=exclusive&_pragma=busy_timeout(60000)")
	if err != nil {
		return nil, fmt.Errorf("open lock file: %w", err)
	}
	tx, err := beside.BeginTx(ctx, nil)
	if err != nil {
		_ = beside.Close()
		return nil, fmt.Errorf("take lock file: %w", err)
	}
	return func() {
		_ = tx.Rollback()
		_ = beside.Close()
	}, nil
}
