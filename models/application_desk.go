package models

import "context"

// DeskQuery asks for the desk's page.
type DeskQuery struct {
	ID      string // the case to open; "" = the first that waits
	Change  bool   // ID is that of a profile change
	Action  bool   // ID is that of a joint action
	Report  bool   // ID is that of a report
	Mention bool   // ID is that of a mention
	Bare    bool   // open no case at all
	Queue   QueueQuery
	Done    string // what the reader decided just now, to be told with a way back; "" = nothing
}

// Desk is the desk's page: the queue, and beside it the case that is open, if there is one.
type Desk struct {
	Queue   Queue
	Case    *Case
	Change  *ChangeCase
	Action  *ActionCase
	Report  *ReportCase
	Mention *MentionCase
	Done    *DoneJust
}

// Desk reads the desk's page. Returns NotFound for a case that the reader may not know of.
func (s *Store) Desk(ctx context.Context, as Actor, q DeskQuery) (Desk, error) {
	var d Desk
	var err error
	if d.Queue, err = s.Queue(ctx, as, q.Queue); err != nil {
		return Desk{}, err
	}
	if first, ok := d.Queue.first(); ok && q.ID == "" && !q.Bare {
		q.ID, q.Change, q.Action, q.Report, q.Mention = first.ID, first.Change, first.Action, first.Report, first.Mention
	}
	if err := s.openCase(ctx, as, q, &d); err != nil {
		return Desk{}, err
	}
	if done, ok, err := s.DoneJust(ctx, as, q.Done); err != nil {
		return Desk{}, err
	} else if ok {
		d.Done = &done
	}
	return d, nil
}

// openCase reads the case that was asked for, whatever it is.
func (s *Store) openCase(ctx context.Context, as Actor, q DeskQuery, d *Desk) error {
	switch {
	case q.ID == "":
		return nil
	case q.Change:
		c, err := s.ChangeCase(ctx, as, q.ID)
		d.Change = &c
		return err
	case q.Action:
		c, err := s.ActionAtDesk(ctx, as, q.ID)
		d.Action = &c
		return err
	case q.Report:
		c, err := s.ReportAtDesk(ctx, as, q.ID)
		d.Report = &c
		return err
	case q.Mention:
		c, err := s.MentionAtDesk(ctx, as, q.ID)
		d.Mention = &c
		return err
	}
	c, err := s.Case(ctx, as, q.ID)
	d.Case = &c
	return err
}

// forReader reports whether the reader may read a line and decide it.
func (l QueueLine) forReader() bool { return l.MayTake || l.Open && !l.Own }

// first is the first waiting line that the reader may decide or take; if there is none, one that others decide.
func (q Queue) first() (first QueueLine, ok bool) {
	for _, l := range q.Waiting {
		if l.forReader() {
			return l, true
		}
		if l.Open && !ok {
			first, ok = l, true
		}
	}
	return first, ok
}

// After is the waiting line that comes after the one with this id, else the first, of those that the reader may decide
// or take. ok is false if no other waits.
func (q Queue) After(id string) (next QueueLine, ok bool) {
	passed := false
	for _, l := range q.Waiting {
		if l.ID == id {
			passed = true
			continue
		}
		if !l.forReader() {
			continue
		}
		if passed || !ok {
			next, ok = l, true
		}
		if passed {
			return next, true
		}
	}
	return next, ok
}
