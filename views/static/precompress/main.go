// Command precompress writes the brotli and gzip forms of the static files into
// views/static/packed. Run by `go generate ./views/static`; its output is committed,
// because compressing at start-up would cost each replica time and memory.
package main

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"

	"keephope/views/static"
)

func main() {
	if err := write("packed"); err != nil {
		log.Fatal(err)
	}
}

// write replaces the folder by the compressed form of every file that gains by it.
func write(folder string) error {
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	for _, f := range static.Files() {
		forms, err := pack(f)
		if err != nil {
			return fmt.Errorf("compress %s: %w", f.Name, err)
		}
		for ending, body := range forms {
			path := filepath.Join(folder, filepath.FromSlash(f.Name+ending))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(path, body, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// pack returns the compressed forms of a file by their ending; none for a font,
// which is compressed already.
func pack(f static.File) (map[string][]byte, error) {
	if f.Type == "font/woff2" {
		return nil, nil
	}
	br, err := squeeze(f.Body, func(w io.Writer) io.WriteCloser {
		return brotli.NewWriterLevel(w, brotli.BestCompression)
	})
	if err != nil {
		return nil, err
	}
	gz, err := squeeze(f.Body, func(w io.Writer) io.WriteCloser {
		zw, _ := gzip.NewWriterLevel(w, gzip.BestCompression) // the level is valid
		return zw
	})
	return map[string][]byte{".br": br, ".gz": gz}, err
}

func squeeze(body []byte, coder func(io.Writer) io.WriteCloser) ([]byte, error) {
	var out bytes.Buffer
	w := coder(&out)
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
