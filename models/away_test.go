package models_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"keephope/models"
)

func TestWhatTheDatabaseSaysWhenItIsAway(t *testing.T) {
	states := map[models.Kind][]string{
		models.Unavailable: {"08000", "08006", "53100", "53200", "53300", "57P01", "57P02", "57P03", "57014", "55P03", "25006", "40001", "40P01"},
		models.Internal:    {"22021", "23502", "23514", "42601", "42P01", "25P02", "XX000"},
	}
	for want, codes := range states {
		for _, code := range codes {
			if got := models.KindOf(fmt.Errorf("read: %w", &pgconn.PgError{Code: code})); got != want {
				t.Errorf("SQLSTATE %s: kind %d, want %d", code, got, want)
			}
		}
	}
	for err, want := range map[error]models.Kind{
		&net.OpError{Op: "dial", Err: errors.New("refused")}: models.Unavailable,
		driver.ErrBadConn:        models.Unavailable,
		sql.ErrConnDone:          models.Unavailable,
		sql.ErrTxDone:            models.Unavailable,
		io.ErrUnexpectedEOF:      models.Unavailable,
		context.DeadlineExceeded: models.Unavailable,
		context.Canceled:         models.Internal, // the reader went away: nobody is told anything
		errors.New("a fault"):    models.Internal,
		sql.ErrNoRows:            models.Internal,
	} {
		if got := models.KindOf(fmt.Errorf("read: %w", err)); got != want {
			t.Errorf("%v: kind %d, want %d", err, got, want)
		}
	}
}
