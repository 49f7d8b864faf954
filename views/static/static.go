// Package static holds the files that every page may load: the stylesheet, the
// scripts, icons and fonts, embedded, addressed by their content and compressed
// beforehand.
//
// Sources lie in assets. `go generate` writes their compressed forms into packed;
// a test regenerates and compares. Third-party files: htmx (0BSD), Lucide icons
// (ISC) and Commissioner (SIL OFL 1.1); their licences stand beside them.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"sync"
)

//go:generate go run ./precompress

//go:embed assets
var assets embed.FS

// Prefix is where Handler is mounted.
const Prefix = "/static/"

// hashLength is how many hexadecimal digits of a file's SHA-256 stand in its
// address: 48 bits, far more than the few versions of one name need.
const hashLength = 12

// File is one file as it is served.
type File struct {
	Name    string // as in assets: "keephope.css", "fonts/commissioner-flair-latin.woff2"
	Address string // "/static/keephope.0123456789ab.css"
	Type    string // Content-Type
	Body    []byte // addresses of other files rewritten
}

// types are the Content-Types of what is served; a file with another ending in
// assets (a licence) is not served.
var types = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".woff2": "font/woff2",
}

// Files returns every served file by its name. The map and the bodies are shared:
// read only.
func Files() map[string]File { return files() }

// files reads the embedded assets once; a broken one is a programmer's error: it panics.
var files = sync.OnceValue(func() map[string]File {
	files := make(map[string]File)
	var sheets []string
	err := fs.WalkDir(assets, "assets", func(p string, d fs.DirEntry, err error) error {
		name := strings.TrimPrefix(p, "assets/")
		switch {
		case err != nil || d.IsDir() || types[path.Ext(p)] == "":
			return err
		case path.Ext(p) == ".css":
			sheets = append(sheets, name) // after the files that it refers to
			return nil
		}
		body, err := assets.ReadFile(p)
		files[name] = newFile(name, body)
		return err
	})
	if err != nil {
		panic(fmt.Errorf("read embedded assets: %w", err))
	}
	for _, name := range sheets {
		body, err := assets.ReadFile("assets/" + name)
		if err != nil {
			panic(fmt.Errorf("read embedded %s: %w", name, err))
		}
		files[name] = newFile(name, rewrite(body, files))
	}
	return files
})

func newFile(name string, body []byte) File {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	hashed := strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:])[:hashLength] + ext
	return File{Name: name, Address: Prefix + hashed, Type: types[ext], Body: body}
}

var cssURL = regexp.MustCompile(`url\("([^"]+)"\)`)

// rewrite replaces each url("name") of a stylesheet by the address of that file,
// relative to the stylesheet, which lies at the top.
func rewrite(sheet []byte, files map[string]File) []byte {
	return cssURL.ReplaceAllFunc(sheet, func(ref []byte) []byte {
		name := string(cssURL.FindSubmatch(ref)[1])
		file, ok := files[name]
		if !ok {
			panic(fmt.Errorf("the stylesheet refers to %s, which is not in assets", name))
		}
		return []byte(`url("` + strings.TrimPrefix(file.Address, Prefix) + `")`)
	})
}

// URL returns the address of a file by its name in assets:
// "/static/keephope.<hash>.css". An unknown name has an address too, but nothing is
// there; a test holds every name in the module against the files.
func URL(name string) string {
	if f, ok := Files()[name]; ok {
		return f.Address
	}
	return Prefix + name
}

// Icon returns the address of one symbol of the icon sprite, for <use href>.
func Icon(symbol string) string { return URL("icons.svg") + "#" + symbol }
