package handlers

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"keephope/models"
)

// How refusals are counted: the first of a kind is a line of the log at once, those that follow within a window are one
// line at its end. A flood of refusals is no flood of lines.
const (
	refusalWindow = time.Minute
	refusalKinds  = 200 // kinds that are told apart within a window
)

// refusal is a kind of refusal: the rule that said no, where, and to whom. Nothing of it is an address, a name or what
// was sent.
type refusal struct {
	rule   string // "foreign", "too many", "forbidden", "not there"
	route  string // the pattern of the address, "" where none was reached
	method string
	who    string // keyed hash of the person; "" = nobody who is signed in
	object string // keyed hash of what the address names
}

// Refusals counts refusals and tells the log of them.
type Refusals struct {
	Log *slog.Logger
	Now func() time.Time

	mu    sync.Mutex
	since time.Time
	more  map[refusal]int // beyond those that were told already
}

// note counts one refusal.
func (r *Refusals) note(ctx context.Context, what refusal) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if now := r.Now(); now.Sub(r.since) >= refusalWindow || r.more == nil {
		r.tell(ctx)
		r.since, r.more = now, map[refusal]int{}
	}
	if _, known := r.more[what]; !known && len(r.more) >= refusalKinds {
		what = refusal{rule: "others"}
	}
	if _, known := r.more[what]; known {
		r.more[what]++
		return
	}
	r.more[what] = 0
	r.line(ctx, what, 1)
}

// Close tells what was counted and not told yet.
func (r *Refusals) Close(ctx context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tell(ctx)
	r.more = nil
	return nil
}

func (r *Refusals) tell(ctx context.Context) {
	for _, what := range slices.SortedFunc(maps.Keys(r.more), refusal.compare) {
		if n := r.more[what]; n > 0 {
			r.line(ctx, what, n)
		}
	}
}

func (r *Refusals) line(ctx context.Context, what refusal, times int) {
	r.Log.WarnContext(ctx, "refused", "rule", what.rule, "route", what.route, "method", what.method,
		"who", what.who, "object", what.object, "times", times)
}

// compare puts refusals in one order.
func (r refusal) compare(other refusal) int {
	return cmp.Or(cmp.Compare(r.rule, other.rule), cmp.Compare(r.route, other.route), cmp.Compare(r.method, other.method),
		cmp.Compare(r.who, other.who), cmp.Compare(r.object, other.object))
}

// refused counts an error if it is a refusal: an area or an act that is not this person's, an object of a private area
// that is not there for this person, a rate.
func (h Problems) refused(c echo.Context, err error, status int) {
	who := actor(c).PersonID
	rule := map[int]string{http.StatusForbidden: "forbidden", http.StatusTooManyRequests: "too many"}[status]
	if status == http.StatusNotFound && who != "" {
		rule = "not there"
	}
	if rule == "" {
		return
	}
	var e *models.Error
	if errors.As(err, &e) && status == http.StatusForbidden && e.Key != "" && e.Key != "error.403.title" {
		rule = e.Key
	}
	what := refusal{rule: rule, route: c.Path(), method: c.Request().Method, who: h.Store.Pseudonym("person", who)}
	if names := objectOf(c); status != http.StatusTooManyRequests {
		what.object = h.Store.Pseudonym("object", names)
	}
	h.Refusals.note(ctx(c), what)
}

// objectOf is what an address names beside its language.
func objectOf(c echo.Context) string {
	var names []string
	for i, param := range c.ParamNames() {
		if values := c.ParamValues(); param != "lang" && i < len(values) {
			names = append(names, values[i])
		}
	}
	return strings.Join(names, "/")
}
