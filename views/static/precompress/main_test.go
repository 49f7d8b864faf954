package main

import (
	"bytes"
	"io/fs"
	"os"
	"testing"

	"keephope/views/static"
)

func TestWhatIsPackedIsWhatWouldBePackedNow(t *testing.T) {
	committed := make(map[string][]byte)
	folder := os.DirFS("../packed")
	err := fs.WalkDir(folder, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		committed[path], err = fs.ReadFile(folder, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range static.Files() {
		forms, err := pack(f)
		if err != nil {
			t.Fatal(err)
		}
		for ending, body := range forms {
			if !bytes.Equal(committed[name+ending], body) {
				t.Errorf("packed/%s%s is stale: run go generate ./views/static", name, ending)
			}
			if len(body) >= len(f.Body) {
				t.Errorf("%s%s is no smaller than the file itself", name, ending)
			}
			delete(committed, name+ending)
		}
	}
	for path := range committed {
		t.Errorf("packed/%s belongs to no file: run go generate ./views/static", path)
	}
}
