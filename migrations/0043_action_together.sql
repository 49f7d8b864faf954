-- Whether somebody else ever hosted it, and whether it ever was published. Erasing an organisation takes its events, and these stay.
ALTER TABLE actions ADD COLUMN together {{.Bool}} NOT NULL DEFAULT FALSE;
ALTER TABLE actions ADD COLUMN was_published {{.Bool}} NOT NULL DEFAULT FALSE;
UPDATE actions SET was_published = (published_at IS NOT NULL
    OR EXISTS (SELECT 1 FROM events ev WHERE ev.object_kind = 'action' AND ev.object_id = actions.id AND ev.verb = 'action.published')),
  together = (EXISTS (SELECT 1 FROM events ev WHERE ev.object_kind = 'action' AND ev.object_id = actions.id AND ev.verb = 'cohost.accepted')
    OR (SELECT COUNT(*) FROM action_hosts h WHERE h.action_id = actions.id AND h.state = 'accepted') > 1);
