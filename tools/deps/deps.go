//go:build deps

package deps

import (
	_ "github.com/PuerkitoBio/goquery"
	_ "github.com/alecthomas/kong"
	_ "github.com/andybalholm/brotli"
	_ "github.com/caarlos0/env/v11"
	_ "github.com/chromedp/chromedp"
	_ "github.com/coreos/go-oidc/v3/oidc"
	_ "github.com/go-jose/go-jose/v4"
	_ "github.com/google/go-cmp/cmp"
	_ "github.com/jackc/pgx/v5"
	_ "github.com/klauspost/compress/gzhttp"
	_ "github.com/labstack/echo/v4"
	_ "github.com/markbates/goth"
	_ "github.com/maypok86/otter/v2"
	_ "github.com/mozillazg/go-unidecode"
	_ "github.com/nicksnyder/go-i18n/v2/i18n"
	_ "github.com/pressly/goose/v3"
	_ "github.com/riverqueue/river"
	_ "github.com/riverqueue/river/riverdriver/riverdatabasesql"
	_ "github.com/riverqueue/river/riverdriver/riversqlite"
	_ "github.com/riverqueue/river/rivermigrate"
	_ "github.com/yuin/goldmark"
	_ "github.com/microcosm-cc/bluemonday"
	_ "github.com/a-h/templ"
	_ "golang.org/x/image/draw"
	_ "golang.org/x/text/collate"
	_ "gorm.io/driver/postgres"
	_ "gorm.io/driver/sqlite"
	_ "gorm.io/gorm"
	_ "modernc.org/sqlite"
	_ "pgregory.net/rapid"
)

