package models

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	sqlitedriver "modernc.org/sqlite"
)

// errDatabaseAway marks what is known to have failed because the database could not be used.
var errDatabaseAway = errors.New("the database is away")

// unreachable reports whether err says that the database cannot be used now and may be again later: the server is
// down, going down or full, the file is locked, the disk is full. A reader who went away is no such fault.
func unreachable(err error) bool {
	if err == nil || errors.Is(err, context.Canceled) {
		return false
	}
	var network *net.OpError
	var refused *pgconn.ConnectError
	var late interface{ Timeout() bool }
	switch {
	case errors.Is(err, errDatabaseAway), lostConnection(err), sqliteAway(err), postgresAway(err):
		return true
	case errors.As(err, &network), errors.As(err, &refused):
		return true
	}
	return errors.As(err, &late) && late.Timeout()
}

// lostConnection reports whether a connection ended under a statement. A transaction whose time is up answers its next
// statement with ErrTxDone.
func lostConnection(err error) bool {
	return pgconn.SafeToRetry(err) || slices.ContainsFunc([]error{
		driver.ErrBadConn, sql.ErrConnDone, sql.ErrTxDone, io.ErrUnexpectedEOF, io.EOF, net.ErrClosed,
	}, func(lost error) bool { return errors.Is(err, lost) })
}

// sqliteAway knows the primary result codes of a file that cannot be used at present: BUSY, LOCKED, READONLY, IOERR,
// FULL, CANTOPEN, PROTOCOL (sqlite.org/rescode.html).
func sqliteAway(err error) bool {
	var e *sqlitedriver.Error
	return errors.As(err, &e) && slices.Contains([]int{5, 6, 8, 10, 13, 14, 15}, e.Code()&0xff)
}

// postgresAway knows the SQLSTATEs of a server that cannot serve at present (PostgreSQL, appendix A): connection
// exceptions (08), insufficient resources such as a full disk or too many connections (53), a server that is shut down
// or not up yet (57P01 to 57P03), a statement or lock that took too long (57014, 55P03), a stand-by (25006), and the
// loser of a deadlock or serialization (40).
func postgresAway(err error) bool {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return false
	}
	class := strings.HasPrefix(e.Code, "08") || strings.HasPrefix(e.Code, "53") || strings.HasPrefix(e.Code, "57P") || strings.HasPrefix(e.Code, "40")
	return class || slices.Contains([]string{"57014", "55P03", "25006"}, e.Code)
}
