package models

import (
	"time"

	"keephope/models/occasion"
	"keephope/models/seal"
)

// ActionState is where a joint action stands. Full, happening now and over are told by the clock and the count.
type ActionState string

// The states of an action. Asked or declined at the desk, it is a draft again, with the reason.
const (
	ActionDraft     ActionState = "draft"
	ActionProposed  ActionState = "proposed" // waits for a coordinator
	ActionOpen      ActionState = "open"
	ActionClosed    ActionState = "closed" // nobody joins any more
	ActionDone      ActionState = "done"
	ActionCancelled ActionState = "cancelled"
)

// Audience is who may know of an action.
type Audience string

// The audiences.
const (
	ForPublic  Audience = "public"
	ForMembers Audience = "members"
)

// Action is something that organisations do together. Its row tells only that something is planned: all its words, its
// times and its place are sealed under a data key of its own.
type Action struct {
	ID          string `gorm:"primaryKey"`
	CampaignID  string
	State       ActionState
	Audience    Audience
	Content     []byte
	Proposal    []byte // an edit of what is published, which waits at the desk; empty = none
	Replaced    []byte // what the desk's last yes replaced, while that can be taken back
	Said        []byte
	Revision    int // of what is published: calendars count it
	Edition     int // counts every save
	CreatedBy   string
	CreatedAt   time.Time
	SavedAt     time.Time
	ProposedAt  *time.Time
	HeldUntil   *time.Time
	PublishedAt *time.Time
	ChangedAt   *time.Time

	ReportsAskedAt *time.Time // since when those who took part are asked how it was
	WithheldAt     *time.Time // since when its words are out of sight, for a mention or hidden
	HiddenAt       *time.Time // since when a coordinator has them so
	Together       bool       // somebody else hosted it, now or once
	WasPublished   bool       // it was known to whom it is for, now or once
}

// Published reports whether others than its hosts and the desk may know of it.
func (a Action) Published() bool { return a.PublishedAt != nil }

// Waits reports whether something of it waits at the desk: all of it, or an edit of what is published.
func (a Action) Waits() bool { return a.ProposedAt != nil }

// ActionHost is an organisation whose action it is, or that was asked to make it its own.
type ActionHost struct {
	ActionID       string `gorm:"primaryKey"`
	OrganisationID string `gorm:"primaryKey"`
	Part           HostPart
	State          HostState
	AskedAt        time.Time
	AnsweredAt     *time.Time
	OfferedAt      *time.Time // since when the host offers its own part to this co-host
	kept           bool       // as the host, where partsNow says who has the part now
}

// HostPart is what somebody has of an action: there is one host, and there may be co-hosts.
type HostPart string

// HostState is whether a co-host said yes. Only who accepted is named, and edits.
type HostState string

// The parts and states of hosts.
const (
	Host         HostPart  = "host"
	CoHost       HostPart  = "cohost"
	HostAsked    HostState = "asked"
	HostAccepted HostState = "accepted"
	HostRefused  HostState = "refused"
)

// ActionContent is everything that the hosts write of an action.
type ActionContent struct {
	Kind        string                `json:"kind"` // slug of terms.ActionKinds
	Original    string                `json:"original"`
	Texts       map[string]ActionText `json:"texts"` // by language
	Communities []string              `json:"communities"`
	When        occasion.When         `json:"when"`
	Where       Where                 `json:"where"`
	Risk        Risk                  `json:"risk"`
	Materials   []ActionLink          `json:"materials"`
	Capacity    int                   `json:"capacity"` // organisations; 0 = no bound
}

// ActionText is an action in one language. Body and Before are Markdown.
type ActionText struct {
	Title   string   `json:"title"`
	Summary string   `json:"summary"`
	Body    string   `json:"body"`
	Steps   []string `json:"steps"`  // how to take part
	Share   string   `json:"share"`  // words that others can use
	Before  string   `json:"before"` // before you take part: what to know where there is a risk
}

// ActionLink is a material: for now a link.
type ActionLink struct {
	Label string `json:"label"`
	URL   string `json:"url"`
}

// Where is the place of an action. Link and Venue are for those who take part and of whom the hosts know, and are in
// no public copy.
type Where struct {
	Mode    PlaceMode `json:"mode"`
	Country string    `json:"country"` // "" = no one country
	Town    string    `json:"town"`
	Place   string    `json:"place"`
	Link    string    `json:"link"`
	Venue   string    `json:"venue"`
}

// open is what everybody may know of a place.
func (w Where) open() Where {
	w.Link, w.Venue = "", ""
	if w.Mode == AtVenue { // a draft may hold a place from before there was a venue
		w.Place = ""
	}
	return w
}

// Secret reports whether something of the place is for those alone who take part.
func (w Where) Secret() bool {
	return w.Mode == AtVenue || w.Mode == Online || w.Venue != "" || w.Link != ""
}

// PlaceMode is how an action has a place.
type PlaceMode string

// The modes: a place that everybody may know, each one's own window, online, or a venue that only those who take part
// learn.
const (
	AtPlace  PlaceMode = "place"
	AtWindow PlaceMode = "window"
	Online   PlaceMode = "online"
	AtVenue  PlaceMode = "venue"
)

// Risk is what it may cost to take part.
type Risk string

// The risks. Above none, "before you take part" has to be written.
const (
	NoRisk   Risk = "none"
	SomeRisk Risk = "some"
	HighRisk Risk = "high"
)

// ActionSaid is what was said about an action beside its own words.
type ActionSaid struct {
	DeskSaid
	Hidden    string `json:"hidden,omitempty"` // why a coordinator took it out of sight, while it is
	Cancelled string `json:"cancelled"`        // why it does not take place
	Outcome   string `json:"outcome"`          // how it went, in the words of the hosts
	Unread    int    `json:"unread,omitempty"` // how many words were corrected since a coordinator read it
}

func actionPlace(id, column string) seal.Place {
	return seal.Place{Table: "actions", Column: column, Row: id}
}

// actionContent opens what the hosts wrote. What is published stays in it until an edit is accepted.
func (s *Store) actionContent(key seal.DataKey, a Action) (ActionContent, error) {
	return openValue[ActionContent](key, actionPlace(a.ID, "content"), a.Content)
}

// MayHost an action: signatories and editors of the organisation. Whether it is a member is read with its row.
func (a Actor) MayHost(organisationID string) error { return a.MayEdit(organisationID) }
