package server_test

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"keephope/server"
)

// TestWhoReadsNothingKeepsNobodyOut opens connections that ask for a long file and read none of it. Though one may work at
// a time, others get theirs; and the idle ones are cut.
func TestWhoReadsNothingKeepsNobodyOut(t *testing.T) {
	part, ended := bytes.Repeat([]byte("We stand together. "), 2000), make(chan error, 8)
	e := echo.New()
	e.GET("/list", server.OneAtOnce(func(c echo.Context) (err error) {
		for range 400 {
			if _, err = c.Response().Write(part); err != nil {
				break
			}
		}
		ended <- err
		return nil
	}))
	site := httptest.NewServer(e)
	defer site.Close()
	address := strings.TrimPrefix(site.URL, "http://")
	for range 4 {
		idle, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = idle.Close() }()
		_ = idle.(*net.TCPConn).SetReadBuffer(2048)
		if _, err := io.WriteString(idle, "GET /list HTTP/1.1\r\nHost: "+address+"\r\n\r\n"); err != nil {
			t.Fatal(err)
		}
	}
	res, err := http.Get(site.URL + "/list")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if err != nil || res.StatusCode != http.StatusOK || len(body) != 400*len(part) {
		t.Errorf("beside idle readers: %d, %d bytes, %v", res.StatusCode, len(body), err)
	}
	cut := 0
	for range 5 {
		select {
		case err := <-ended:
			if err != nil {
				cut++
			}
		case <-time.After(20 * time.Second):
			t.Fatal("an idle reader is not cut")
		}
	}
	if cut != 4 {
		t.Errorf("%d readers were cut, want the 4 idle ones", cut)
	}
}
