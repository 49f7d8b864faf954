package models

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"

	"keephope/models/seal"
)

// ActionEdit is one form of an action's hosts.
type ActionEdit struct {
	OrganisationID string
	ActionID       string // "" = a new one
	Edition        int    // that the form showed
	Audience       Audience
	Content        ActionContent
	Answered       bool   // of two equal times somebody was asked which is meant
	WordsOnly      bool   // of what is published: all but the texts stays as it is
	Twice          string // a language in which two texts were sent; "" = none
	Answer         string // to what the desk asked; of no public text
}

// maxActionDrafts is how many drafts an organisation keeps at once.
const maxActionDrafts = 50

// SaveAction keeps a draft of an action. Returns the action's id; Invalid for what no draft can hold, Conflict if somebody
// else saved it since the form was shown, or if it waits at the desk.
func (s *Store) SaveAction(ctx context.Context, as Actor, sent Sent, e ActionEdit) (string, error) {
	if err := as.MayHost(e.OrganisationID); err != nil {
		return "", err
	}
	return s.change(ctx, as, sent, func(t *tx) (string, error) {
		if err := t.holdMember(e.OrganisationID); err != nil {
			return "", err
		}
		if e.ActionID == "" {
			return t.beginAction(as, e, false)
		}
		a, key, err := t.hostedAction(e.OrganisationID, e.ActionID)
		if err != nil {
			return "", err
		}
		if a.State != ActionDraft {
			return "", conflict("action.waits")
		}
		if err := t.keepDraft(a, key, e, false); err != nil {
			return "", err
		}
		return a.ID, t.write(as, a.event("action.saved", e.OrganisationID))
	})
}

// holdMember holds an organisation that may act: Conflict if it is no member now.
func (t *tx) holdMember(id string) error {
	o, _, err := t.hold(id)
	if err == nil && o.State != Member {
		err = conflict("action.not_member")
	}
	return err
}

func (a Action) event(verb Verb, organisationID string) Event {
	return Event{Verb: verb, ObjectKind: "action", ObjectID: a.ID, OrganisationID: organisationID, CampaignID: a.CampaignID}
}

// beginAction writes a new draft with its data key and its host.
func (t *tx) beginAction(by Actor, e ActionEdit, complete bool) (string, error) {
	var unfinished int64
	err := t.db.Table("actions a").Joins("JOIN action_hosts h ON h.action_id = a.id AND h.part = ?", Host).
		Where("h.organisation_id = ? AND a.state = ?", e.OrganisationID, ActionDraft).Count(&unfinished).Error
	if err != nil {
		return "", fmt.Errorf("count drafts of %s: %w", e.OrganisationID, err)
	}
	if unfinished >= maxActionDrafts {
		return "", conflict("action.too_many", "n", maxActionDrafts)
	}
	campaign, err := one[Campaign](t.db.Where("featured"))
	if err != nil {
		return "", err
	}
	a := Action{ID: t.NewID(), CampaignID: campaign.ID, State: ActionDraft, CreatedBy: by.PersonID, CreatedAt: t.at, SavedAt: t.at, Edition: 1}
	key, err := t.newKey(a.ID)
	if err != nil {
		return "", err
	}
	if a.Audience, a.Content, err = t.sealDraftOf(a, key, e, complete); err != nil {
		return "", err
	}
	if err := t.db.Create(&a).Error; err != nil {
		return "", fmt.Errorf("begin action: %w", err)
	}
	host := ActionHost{ActionID: a.ID, OrganisationID: e.OrganisationID, Part: Host, State: HostAccepted, AskedAt: t.at, AnsweredAt: &t.at}
	if err := t.db.Create(&host).Error; err != nil {
		return "", fmt.Errorf("write host: %w", err)
	}
	return a.ID, t.write(by, a.event("action.begun", e.OrganisationID))
}

// sealDraftOf checks what a draft may hold and seals it. complete: it has to hold all that a published action needs.
func (t *tx) sealDraftOf(a Action, key seal.DataKey, e ActionEdit, complete bool) (Audience, []byte, error) {
	var f faults
	if e.Audience != ForPublic && e.Audience != ForMembers {
		f.add("audience", "action.audience_missing")
	}
	if e.Twice != "" {
		f.add("lang", "action.text_twice", "lang", Tongue(e.Twice))
	}
	checkAudience(&f, a, e)
	checkText(&f, "answer", e.Answer, MaxDeskAnswer)
	content := e.Content.cleaned(&f, t.at, complete, e.Answered)
	if complete && len(f) == 0 && content.ended(t.at) {
		f.add("start", "action.when.past")
	}
	if err := f.err(); err != nil {
		return "", nil, err
	}
	sealed, err := t.sealValue(key, actionPlace(a.ID, "content"), content)
	return e.Audience, sealed, err
}

// checkAudience: for whom an action is stays once it was published, for whoever joined knew it so; and before, once others host it or
// did: they agreed to be named to those alone.
func checkAudience(f *faults, a Action, e ActionEdit) {
	switch {
	case a.Audience == "" || e.Audience == a.Audience:
	case a.WasPublished:
		f.add("audience", "action.audience_settled")
	case a.Together:
		f.add("audience", "action.audience_together")
	}
}

func (t *tx) keepDraft(a Action, key seal.DataKey, e ActionEdit, complete bool) error {
	audience, content, err := t.sealDraftOf(a, key, e, complete)
	if err != nil {
		return err
	}
	kept := t.db.Model(&Action{}).Where("id = ? AND edition = ? AND state = ?", a.ID, e.Edition, ActionDraft).
		Updates(map[string]any{"audience": audience, "content": content, "saved_at": t.at, "edition": a.Edition + 1})
	if err := changed(kept, conflict("action.saved_meanwhile")); err != nil {
		return err
	}
	return t.answerDesk(a, key, e, complete)
}

// hostedAction reads an action that the organisation may change now, and holds its row. NotFound for one that it does not host;
// Conflict while it is out of sight, if anybody else ever hosted it: under theirs nothing changes as if by nobody, and one out of sight
// reads nothing of another one that is.
func (t *tx) hostedAction(organisationID, actionID string) (Action, seal.DataKey, error) {
	a, key, err := t.anyHostedAction(organisationID, actionID)
	if err != nil || !a.Together {
		return a, key, err
	}
	named, err := t.isNamedTo(t.db, a.Audience, organisationID, t.at)
	if err == nil && !named {
		err = conflict("cohost.out_of_sight")
	}
	return a, key, err
}

// anyHostedAction reads an action of which the organisation is an accepted host, and holds its row. NotFound for any other.
func (t *tx) anyHostedAction(organisationID, actionID string) (Action, seal.DataKey, error) {
	if !ValidID(actionID) {
		return Action{}, seal.DataKey{}, notFound()
	}
	_, err := one[ActionHost](t.db.Where("action_id = ? AND organisation_id = ? AND state = ?", actionID, organisationID, HostAccepted))
	if err != nil {
		return Action{}, seal.DataKey{}, err
	}
	return t.holdAction(actionID)
}

// holdAction reads an action with its data key and holds its row. Organisations are held before their actions.
func (t *tx) holdAction(id string) (Action, seal.DataKey, error) {
	a, err := one[Action](t.db.Clauses(clause.Locking{Strength: "NO KEY UPDATE"}).Where("id = ?", id))
	if err != nil {
		return a, seal.DataKey{}, err
	}
	key, err := t.key(t.db, a.ID)
	return a, key, err
}

// draftVerbs are the events of an action before it is sent: the desk reads none of them.
func draftVerbs() []Verb { return []Verb{"action.begun", "action.saved", "action.discarded"} }

// DiscardAction deletes a draft with its data key. Conflict for what was published: that is cancelled, and its
// page stays; and for a co-host, who can step down.
func (s *Store) DiscardAction(ctx context.Context, as Actor, sent Sent, organisationID, actionID string) error {
	if err := as.MayHost(organisationID); err != nil {
		return err
	}
	_, err := s.change(ctx, as, sent, func(t *tx) (string, error) {
		if err := t.holdMember(organisationID); err != nil {
			return "", err
		}
		a, _, err := t.hostedAction(organisationID, actionID)
		if err != nil {
			return "", err
		}
		if a.State != ActionDraft || a.Published() {
			return "", conflict("action.not_discarded")
		}
		if err := t.isHost(a, organisationID); KindOf(err) == Conflict {
			return "", conflict("action.not_yours_to_discard")
		} else if err != nil {
			return "", err
		}
		if err := t.deleteAction(a.ID); err != nil {
			return "", err
		}
		return a.ID, t.write(as, a.event("action.discarded", organisationID))
	})
	return err
}

// deleteAction deletes every row of an action and its data key.
func (t *tx) deleteAction(id string) error {
	t.makeQuieter()
	if err := t.db.Where("id = ?", id).Delete(&Action{}).Error; err != nil {
		return fmt.Errorf("delete action %s: %w", id, err)
	}
	if err := t.db.Where("owner_id = ?", id).Delete(&DataKey{}).Error; err != nil {
		return fmt.Errorf("destroy data key of action %s: %w", id, err)
	}
	return nil
}
