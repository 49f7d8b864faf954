package modelstest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// answer asks one question that has one answer.
func answer(t *testing.T, address, question string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	var answer string
	if err := conn.QueryRow(t.Context(), question).Scan(&answer); err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	return answer
}

func TestEachTestHasItsOwnDatabaseAndLeavesNone(t *testing.T) {
	var first, second string
	t.Run("two tests", func(t *testing.T) {
		first, second = Postgres(t), Postgres(t)
		if first == second {
			t.Fatalf("both have %s", first)
		}
		if err := run(first, "CREATE TABLE mine (id int)"); err != nil {
			t.Fatal(err)
		}
		if got := answer(t, second, "SELECT count(*)::text FROM pg_tables WHERE tablename = 'mine'"); got != "0" {
			t.Errorf("the other sees %s of my tables", got)
		}
		left, err := pgx.Connect(t.Context(), first)
		if err != nil {
			t.Fatal(err)
		}
		_ = left // still open when the database is dropped
	})
	for _, address := range []string{first, second} {
		if _, err := pgx.Connect(t.Context(), address); err == nil {
			t.Errorf("%s is still there", address)
		}
	}
}

func TestACopyIsPreparedOnce(t *testing.T) {
	prepared := 0
	prepare := func(address string) error {
		prepared++
		return run(address, "CREATE TABLE words AS SELECT 'hope' AS word")
	}
	var all sync.WaitGroup
	copies := make([]string, 4)
	for i := range copies {
		all.Go(func() { copies[i] = PostgresFrom(t, "words", prepare) })
	}
	all.Wait()
	if err := run(copies[0], "UPDATE words SET word = 'changed'"); err != nil {
		t.Fatal(err)
	}
	for _, address := range copies[1:] {
		if got := answer(t, address, "SELECT word FROM words"); got != "hope" {
			t.Errorf("a copy holds %q", got)
		}
	}
	if prepared != 1 {
		t.Errorf("prepared %d times", prepared)
	}
}

func TestAFailedTemplateIsDropped(t *testing.T) {
	at := admin(t)
	broken := errors.New("no such migration")
	var address string
	name, err := prepared(at, func(in string) error {
		address = in
		return broken
	})
	if !errors.Is(err, broken) || name != "" {
		t.Errorf("name %q, error %v", name, err)
	}
	if _, err := pgx.Connect(t.Context(), address); err == nil {
		t.Errorf("%s is still there", address)
	}
}

// TestHelperHoldsACluster is the process that the next test kills.
func TestHelperHoldsACluster(t *testing.T) {
	if os.Getenv("KEEPHOPE_TEST_HOLD") != "1" {
		return
	}
	c, err := cluster()
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("address", c.address)
	select {}
}

func TestNothingIsLeftOfAKilledProcess(t *testing.T) {
	admin(t) // skips, or fails with the reason
	cmd := exec.Command(os.Args[0], "-test.run", "^TestHelperHoldsACluster$")
	cmd.Env = append(os.Environ(), "KEEPHOPE_TEST_HOLD=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address := strings.TrimSpace(strings.TrimPrefix(line, "address "))
	_, folder, _ := strings.Cut(address, "host=")
	if got := answer(t, address, "SHOW fsync"); got != "off" {
		t.Errorf("fsync is %s", got)
	}
	if err := cmd.Process.Signal(syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if _, err := os.Stat(folder); errors.Is(err, os.ErrNotExist) {
			return
		}
	}
	t.Errorf("%s is still there", folder)
}

func TestTheAddressOfAnotherDatabase(t *testing.T) {
	for address, want := range map[string]string{
		"postgres://keephope@/postgres?host=/tmp/x": "postgres://keephope@/other?host=/tmp/x",
		"postgresql://u:p@db:5432":                  "postgresql://u:p@db:5432/other",
	} {
		if got, err := inDatabase(address, "other"); err != nil || got != want {
			t.Errorf("%s: %s, %v", address, got, err)
		}
	}
	if _, err := inDatabase("host=/tmp dbname=postgres", "other"); err == nil {
		t.Error("key=value form is accepted")
	}
}
