package models

import "slices"

// Role is a role of the instance.
type Role string

// The roles of the instance. A keeper is a coordinator whom an administrator trusts with unnamed organisations.
const (
	Administrator Role = "administrator"
	Coordinator   Role = "coordinator"
	Keeper        Role = "keeper"
)

// Standing is what a representative may do for an organisation.
type Standing string

// The standings of a representative: a signatory may bind the organisation, an editor keeps its profile and may
// hide it, an observer reads.
const (
	Signatory Standing = "signatory"
	Editor    Standing = "editor"
	Observer  Standing = "observer"
)

// Actor is who reads or changes. The zero value is the public: nobody signed in, no rights.
type Actor struct {
	PersonID   string
	Name       string
	Lang       string
	SessionID  string
	Fresh      bool // signed in a short while ago: see FreshFor
	Roles      []Role
	Represents []Representing
	program    bool // the program itself: jobs and the operator's commands
}

// Representing is one organisation that an actor acts for, with what the header and the rules need of it.
type Representing struct {
	OrganisationID string
	Standing       Standing
	State          OrganisationState
	Name           string // shown name, for the actor's own eyes
	Hidden         bool
}

// Program is the actor of jobs and of the operator's commands.
func Program() Actor { return Actor{program: true} }

// SignedIn reports whether somebody is signed in.
func (a Actor) SignedIn() bool { return a.PersonID != "" }

// Has reports whether the actor holds role. A keeper is a coordinator too.
func (a Actor) Has(role Role) bool {
	return slices.Contains(a.Roles, role) || role == Coordinator && slices.Contains(a.Roles, Keeper)
}

// At returns how the actor represents an organisation; ok is false if it does not.
func (a Actor) At(organisationID string) (Representing, bool) {
	for _, r := range a.Represents {
		if r.OrganisationID == organisationID {
			return r, true
		}
	}
	return Representing{}, false
}

// IsMember reports whether the actor represents an organisation that is a member now.
func (a Actor) IsMember() bool {
	return slices.ContainsFunc(a.Represents, func(r Representing) bool { return r.State == Member })
}

// MayReadCoalition, the members' directory: whoever represents a member, and coordinators.
func (a Actor) MayReadCoalition() error {
	if !a.IsMember() && !a.Has(Coordinator) {
		return forbidden()
	}
	return nil
}

// MayUseDesk: coordinators and keepers.
func (a Actor) MayUseDesk() error {
	if !a.Has(Coordinator) {
		return forbidden()
	}
	return nil
}

// MayAdminister: administrators.
func (a Actor) MayAdminister() error {
	if !a.Has(Administrator) {
		return forbidden()
	}
	return nil
}

// MayRead what only the organisation's representatives see. NotFound for everybody else.
func (a Actor) MayRead(organisationID string) error {
	if _, ok := a.At(organisationID); !ok {
		return notFound()
	}
	return nil
}

// MayEdit an organisation's profile: its signatories and editors.
func (a Actor) MayEdit(organisationID string) error {
	r, ok := a.At(organisationID)
	if !ok {
		return notFound()
	}
	if r.Standing == Observer {
		return forbidden()
	}
	return nil
}

// MayHide an organisation at once: its signatories and editors, and the operator.
func (a Actor) MayHide(organisationID string) error {
	if a.program {
		return nil
	}
	return a.MayEdit(organisationID)
}

// MayBind an organisation (endorse, withdraw, change visibility, show again): its signatories.
func (a Actor) MayBind(organisationID string) error {
	r, ok := a.At(organisationID)
	if !ok {
		return notFound()
	}
	if r.Standing != Signatory {
		return forbidden()
	}
	return nil
}
