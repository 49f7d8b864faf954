package models

import (
	"context"
	"regexp"
	"time"

	"gorm.io/gorm/logger"
)

// statementLog names slow and failed statements, never their parameters.
func statementLog(o Options) logger.Interface {
	if o.Log == nil {
		return logger.Discard
	}
	quiet := quietLog{quoted: sqliteQuoted, Interface: logger.NewSlogLogger(o.Log, logger.Config{
		SlowThreshold:             slowStatement,
		LogLevel:                  logger.Warn,
		IgnoreRecordNotFoundError: true,
		ParameterizedQueries:      true,
	})}
	if IsPostgres(o.URL) {
		quiet.quoted = postgresQuoted
	}
	return quiet
}

// How gorm writes a parameter into a statement when it explains one.
var (
	sqliteQuoted   = regexp.MustCompile(`"(?:[^"]|"")*"`)
	postgresQuoted = regexp.MustCompile(`'(?:[^']|'')*'`)
)

// quietLog leaves out what was put into a statement. gorm does so by itself, but not for Scan, which explains the
// statement before it comes to the log.
type quietLog struct {
	logger.Interface
	quoted *regexp.Regexp
}

// LogMode keeps the log quiet at another level.
func (l quietLog) LogMode(level logger.LogLevel) logger.Interface {
	l.Interface = l.Interface.LogMode(level)
	return l
}

// ParamsFilter hands no parameter on.
func (quietLog) ParamsFilter(_ context.Context, sql string, _ ...any) (string, []any) {
	return sql, nil
}

// Trace names a statement without its texts.
func (l quietLog) Trace(ctx context.Context, began time.Time, statement func() (string, int64), err error) {
	l.Interface.Trace(ctx, began, func() (string, int64) {
		sql, rows := statement()
		return l.quoted.ReplaceAllString(sql, "?"), rows
	}, err)
}
