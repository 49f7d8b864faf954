package server

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"keephope/views/locale"
)

// goal is what a row should reach; zero fields ask nothing.
type goal struct {
	rate float64       // of the limit's rate, at least, among however many endorsers
	page time.Duration // of processor time, at most, among the most endorsers
}

// figuresRow is one kind of request among so many endorsers. Times are of one request.
type figuresRow struct {
	name       string
	rate       float64       // answers per second, of those of the limit
	page       time.Duration // processor time of our process for all of it
	store      time.Duration // processor time of our process for the store's part; 0 = none
	server     time.Duration // processor time of PostgreSQL
	limit      time.Duration // how long the limit took
	statements float64
	bytes      int
	list       bool // a page of a list, which has its bounds
	goal       goal
}

// figuresColumn is everything among so many endorsers.
type figuresColumn struct {
	n      int
	rows   []figuresRow
	memory usage
}

// figuresTable is what make bench prints of one database.
type figuresTable struct {
	database string
	of       string // what the columns count
	columns  []figuresColumn
}

// bounds of a page of the public lists that hold on either database.
const (
	mostStatements = 3
	mostBytes      = 60_000
)

func (t figuresTable) print(out io.Writer) {
	fmt.Fprintf(out, "\n%s, %s/%s, %d processors, %s\n", t.database, runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
	fmt.Fprint(out, "  rate: answers per second, of those of the limit in the same run (pages: echo, the same bytes from memory; writing: bare durable INSERT)\n"+
		"  page: ms of our process's CPU for a request over HTTP; store: ms of it for the store alone")
	if t.database != "SQLite" {
		fmt.Fprint(out, "; server: ms of PostgreSQL's own CPU, in none of the others")
	}
	fmt.Fprint(out, "\n\n", cell(-24, t.of))
	for _, c := range t.columns {
		fmt.Fprint(out, "|", cell(t.width(), thousands(c.n)+" "))
	}
	fmt.Fprint(out, "|\n", cell(-24, ""))
	for range t.columns {
		fmt.Fprint(out, "|", t.heading())
	}
	fmt.Fprint(out, "|  SQL   bytes  goal\n")
	for i := range t.columns[0].rows {
		t.row(out, i)
	}
	t.memory(out)
	fmt.Fprintln(out)
}

func (t figuresTable) width() int { return len(t.heading()) }

func (t figuresTable) heading() string {
	heading := "   rate    page   store "
	if t.database != "SQLite" {
		heading = "   rate    page   store  server "
	}
	return heading
}

func (t figuresTable) row(out io.Writer, i int) {
	fmt.Fprint(out, cell(-24, t.columns[0].rows[i].name))
	for _, c := range t.columns {
		r := c.rows[i]
		fmt.Fprintf(out, "|%7.2f%8s%8s", r.rate, milliseconds(r.page), milliseconds(r.store))
		if t.database != "SQLite" {
			fmt.Fprintf(out, "%8s", milliseconds(r.server))
		}
		fmt.Fprint(out, " ")
	}
	last := t.columns[len(t.columns)-1].rows[i]
	size := ""
	if last.bytes > 0 {
		size = thousands(last.bytes)
	}
	fmt.Fprintf(out, "|%5.1f%8s  %s\n", last.statements, size, strings.Join(t.judged(i), "; "))
}

// judged tells of each goal of a row whether it is reached.
func (t figuresTable) judged(i int) (words []string) {
	worst, most := t.columns[0].rows[i], t.columns[len(t.columns)-1].rows[i]
	for _, c := range t.columns {
		if c.rows[i].rate < worst.rate {
			worst = c.rows[i]
		}
	}
	if g := worst.goal.rate; g > 0 {
		words = append(words, fmt.Sprintf("rate >= %.2f: %s (%.2f)", g, met(worst.rate >= g), worst.rate))
	}
	if g := most.goal.page; g > 0 {
		words = append(words, fmt.Sprintf("page <= %.1f ms: %s", g.Seconds()*1000, met(most.page <= g)))
	}
	if most.list && (most.statements > mostStatements || most.bytes > mostBytes) {
		words = append(words, fmt.Sprintf("at most %d statements, %s bytes: missed", mostStatements, thousands(mostBytes)))
	}
	return words
}

func (t figuresTable) memory(out io.Writer) {
	for _, line := range []struct {
		name  string
		value func(usage) uint64
	}{
		{"heap in use, MB", func(u usage) uint64 { return u.Heap }},
		{"memory at most, MB", func(u usage) uint64 { return u.Peak }},
	} {
		fmt.Fprint(out, cell(-24, line.name))
		for _, c := range t.columns {
			fmt.Fprint(out, "|", cell(t.width(), fmt.Sprintf("%.0f ", float64(line.value(c.memory))/(1<<20))))
		}
		fmt.Fprintln(out, "|")
	}
	hot, last := t.columns[len(t.columns)-1].rows[0], t.columns[len(t.columns)-1].rows[len(t.columns[0].rows)-1]
	fmt.Fprintf(out, "\nlimits of this run: a page from memory in %s ms, a bare durable INSERT in %s ms\n", milliseconds(hot.limit), milliseconds(last.limit))
	fmt.Fprintf(out, "list pages: at most %d SQL statements and %s bytes: %s\n", mostStatements, thousands(mostBytes), met(t.bounded()))
}

func (t figuresTable) bounded() bool {
	for _, c := range t.columns {
		for _, r := range c.rows {
			if r.list && (r.statements > mostStatements || r.bytes > mostBytes) {
				return false
			}
		}
	}
	return true
}

func met(yes bool) string {
	if yes {
		return "met"
	}
	return "missed"
}

func milliseconds(d time.Duration) string {
	if d == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f", d.Seconds()*1000)
}

func thousands(n int) string { return locale.For(locale.English).Number(int64(n)) }

// cell fills a text to a width with blanks, to the right of it if the width is negative.
func cell(width int, text string) string { return fmt.Sprintf("%*s", width, text) }
