package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"keephope/models/fold"
)

// How many lines each part of the queue shows: as many at first, and at most.
const (
	QueueStep = 50
	QueueMost = 1000
)

// QueueQuery asks for the queue.
type QueueQuery struct {
	Search string // only lines whose name has it in it; "" = all
	Shown  QueueCounts
}

// QueueCounts are numbers of lines, by part of the queue.
type QueueCounts struct{ Waiting, Elsewhere, Decided int }

// QueueLine is one line of the desk's queue: an application, a change of a profile or a joint action. A line that is
// neither Open nor to be taken tells its number and that it is at risk, and nothing else.
type QueueLine struct {
	ID      string
	Change  bool // a profile change, not an application
	Action  bool // a joint action, not an application; Names are those of its host
	Edit    bool // of a joint action or a report: what waits changes one that is published
	Report  bool // how an action went, told by one who took part
	Mention bool // public words name an organisation that is not public; Names are its
	Number  int  // "Unnamed applicant 41"
	AtRisk  bool // for keepers alone, and unnamed until it is taken
	MayTake bool // at risk, not taken by this keeper yet: how it stands is told, but not what it is
	Open    bool // the names and the place are filled in too

	State     ApplicationState
	Since     time.Time // waiting since: sent, or answered
	Answered  bool
	Approved  bool       // a first approval is there
	Taken     bool       // it is being read
	Reader    string     // name of who took it to read it; "" if nobody did
	HeldUntil *time.Time // while it is on hold
	Cancelled bool       // of a joint action: it does not take place any more
	Hidden    bool       // published, and out of sight until it is decided about it

	Begins *ActionStart // of a joint action that waits: when it, or what it shall become, begins
	Soon   bool         // and that it is to be read before others

	Own     bool // the reader represents it: others decide
	Names   Names
	Town    string
	Country string

	Title     string // of a joint action, or of that which a report is on and that the reader may open, in its original language
	TitleLang string
	titles    []string // in all its languages, for the search
}

// Queue is what waits at the desk: what begins soon first, then at risk, then answered, then oldest.
type Queue struct {
	Waiting   []QueueLine
	Left      QueueCounts // how many lines of each part are not among these
	Elsewhere []QueueLine // asked or on hold: they wait for somebody else, or for a day
	Decided   []QueueLine // in the last 24 hours, newest first
	At        time.Time   // the instant of reading
	Bar       QueueBar
	opened    openedActions // that were read to sort it
}

// queued is what a line needs of its row: nothing sealed.
type queued struct {
	ID             string
	OrganisationID string
	Number         int
	State          ApplicationState
	AtRisk         bool
	SubmittedAt    *time.Time
	AnsweredAt     *time.Time
	HeldUntil      *time.Time
	TakenBy        string
	DecidedAt      *time.Time
	DecidedBy      string
	BeforeState    ApplicationState
	Unnamed        bool // it was accepted, and its organisation is for keepers' eyes alone by now
	Approvals      int
	Cancelled      bool         // of a joint action
	ActionID       string       // of that which a report is on
	HiddenAt       *time.Time   // of what is published: a coordinator has it out of sight
	Edit           bool         // of a joint action or a report: what waits changes one that is published
	Change         bool         `gorm:"-"`
	Action         bool         `gorm:"-"`
	Report         bool         `gorm:"-"`
	Mention        bool         `gorm:"-"`
	Begins         *ActionStart `gorm:"-"`
}

// Queue reads what waits at the desk. With a search, only lines whose name the reader may know and that has it in it.
func (s *Store) Queue(ctx context.Context, as Actor, wanted QueueQuery) (Queue, error) {
	if err := as.MayUseDesk(); err != nil {
		return Queue{}, err
	}
	var f faults
	wanted.Search = f.search(wanted.Search)
	if err := f.err(); err != nil {
		return Queue{}, err
	}
	db, at := s.db.WithContext(ctx), s.clock()
	rows, err := s.queuedRows(db, at)
	if err != nil {
		return Queue{}, err
	}
	// Of a member that became unnamed, other coordinators lose the whole line: a bare one would tell that it did.
	rows = slices.DeleteFunc(rows, func(r queued) bool {
		return (r.Change || r.Action || r.Report || r.Mention) && r.AtRisk && !as.Has(Keeper)
	})
	for i, r := range rows {
		switch {
		case r.Change:
			rows[i].Number = s.alias("change", r.ID)
		case r.Action:
			rows[i].Number = s.alias("action", r.ID)
		case r.Report:
			rows[i].Number = s.alias("report", r.ID)
		case r.Mention:
			rows[i].Number = s.alias("mention", r.ID)
		}
	}
	opened, err := s.beginQueue(db, as, rows, at)
	if err != nil {
		return Queue{}, err
	}
	q := sortQueue(rows, as, at)
	q.At, q.opened = at, opened
	if wanted.Search == "" {
		q.cut(wanted.Shown)
	}
	if q.Bar.LastDecision, err = s.lastDecision(db, as); err != nil {
		return Queue{}, err
	}
	if err := s.nameQueue(db, as, rows, &q); err != nil || wanted.Search == "" {
		return q, err
	}
	q.keep(wanted.Search)
	q.cut(wanted.Shown)
	return q, nil
}

// parts are the three lists.
func (q *Queue) parts() []*[]QueueLine { return []*[]QueueLine{&q.Waiting, &q.Elsewhere, &q.Decided} }

// cut leaves the first lines of each part, and counts the others.
func (q *Queue) cut(shown QueueCounts) {
	cut := func(part *[]QueueLine, n int) (left int) {
		n = min(max(n, QueueStep), QueueMost, len(*part))
		left = len(*part) - n
		*part = (*part)[:n]
		return left
	}
	q.Left = QueueCounts{cut(&q.Waiting, shown.Waiting), cut(&q.Elsewhere, shown.Elsewhere), cut(&q.Decided, shown.Decided)}
}

// keep leaves the lines that a search finds.
func (q *Queue) keep(search string) {
	for _, part := range q.parts() {
		*part = slices.DeleteFunc(*part, func(l QueueLine) bool {
			return !l.Open || !fold.Match(fold.SearchKey(append(l.titles, l.Names.Own, l.Names.English)...), search)
		})
	}
}

// queuedRows reads everything open, and what was decided in the last day.
func (s *Store) queuedRows(db *gorm.DB, at time.Time) ([]queued, error) {
	var rows, changes []queued
	err := db.Table("applications a").
		Select("a.*, o.number, (SELECT count(*) FROM application_approvals p WHERE p.application_id = a.id) AS approvals, "+
			"CASE WHEN a.state = ? THEN "+unnamedRule+" ELSE ? END AS unnamed", Approved, at, at, false).
		Joins("JOIN organisations o ON o.id = a.organisation_id").
		Where("a.state IN ? OR a.state IN ? AND a.decided_at > ?",
			[]ApplicationState{Submitted, Asked, Held}, []ApplicationState{Approved, Declined}, at.Add(-undoFor)).
		Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read queue: %w", err)
	}
	err = db.Table("profile_changes a").Select("a.*, a.made_at AS submitted_at, o.number, "+unnamedRule+" AS at_risk", at, at).
		Joins("JOIN organisations o ON o.id = a.organisation_id").
		Where("a.state IN ? OR a.state IN ? AND a.decided_at > ?",
			[]ApplicationState{Submitted, Asked, Held}, []ApplicationState{Approved, Declined}, at.Add(-undoFor)).
		Scan(&changes).Error
	if err != nil {
		return nil, fmt.Errorf("read profile changes: %w", err)
	}
	for _, change := range changes {
		change.Change = true
		rows = append(rows, change)
	}
	actions, err := queuedActions(db, at)
	if err != nil {
		return nil, err
	}
	reports, err := queuedReports(db, at)
	if err != nil {
		return nil, err
	}
	mentions, err := queuedMentions(db, at)
	return slices.Concat(rows, actions, reports, mentions), err
}

// line tells of a row what this reader may know. Names are added later.
func (r queued) line(as Actor, at time.Time) QueueLine {
	m := Matter{OrganisationID: r.OrganisationID, Secret: r.AtRisk}
	l := QueueLine{ID: r.ID, Change: r.Change, Action: r.Action, Edit: r.Edit, Report: r.Report, Mention: r.Mention, Number: r.Number, AtRisk: r.AtRisk}
	l.Open = as.MaySee(m) == nil && (!r.AtRisk || r.Change || r.Action || r.Report || r.Mention || r.TakenBy == as.PersonID)
	if r.Unnamed && !as.Has(Keeper) && !r.application().CanTakeBack(as, at) {
		return QueueLine{Number: r.Number}
	}
	l.MayTake = !l.Open && as.MayDecide(m) == nil
	if !l.Open && !l.MayTake {
		return l
	}
	_, l.Own = as.At(r.OrganisationID)
	l.State, l.Since, l.Hidden, l.Cancelled = r.stateAt(at), r.since(), r.HiddenAt != nil, r.Cancelled
	if r.Begins != nil {
		l.Begins, l.Soon = r.Begins, r.Begins.Soon(at)
	}
	switch l.State {
	case Submitted:
		l.Answered, l.Approved, l.Taken, l.Reader = r.AnsweredAt != nil, r.Approvals > 0, r.TakenBy != "", r.TakenBy
	case Held:
		l.HeldUntil = r.HeldUntil
	}
	return l
}

// application is the row as the rules know it.
func (r queued) application() Application {
	return Application{
		OrganisationID: r.OrganisationID, State: r.State, AtRisk: r.AtRisk, BeforeState: r.BeforeState,
		DecidedAt: r.DecidedAt, DecidedBy: r.DecidedBy,
	}
}

func (r queued) stateAt(at time.Time) ApplicationState {
	return Application{State: r.State, HeldUntil: r.HeldUntil}.StateAt(at)
}

// aside keeps what is hidden, and else would be done with, before the desk: it stands with what waits for others.
func (r *queued) aside() {
	if r.HiddenAt != nil && r.State == Approved {
		r.State, r.SubmittedAt = Asked, r.HiddenAt
	}
}

func (r queued) since() time.Time {
	switch {
	case r.State == Approved || r.State == Declined:
		return *r.DecidedAt
	case r.AnsweredAt != nil:
		return *r.AnsweredAt
	case r.SubmittedAt != nil:
		return *r.SubmittedAt
	}
	return time.Time{}
}
