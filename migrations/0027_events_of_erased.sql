-- A line of an organisation that was erased names nobody: in the place of people stands the organisation's id, which points
-- to nothing. Of one that never was a member the line stays that it was deleted. From now on erasing does this; here for
-- those that were erased before.
DELETE FROM events WHERE organisation_id <> '' AND verb NOT IN ('application.deleted', 'application.expired', 'organisation.erased')
  AND NOT EXISTS (SELECT 1 FROM organisations o WHERE o.id = events.organisation_id)
  AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.event_id = events.id)
  AND organisation_id NOT IN (SELECT x.organisation_id FROM events x WHERE x.verb IN ('application.accepted', 'endorsement.given'));
UPDATE events SET actor_id = organisation_id WHERE organisation_id <> '' AND actor_id <> ''
  AND NOT EXISTS (SELECT 1 FROM organisations o WHERE o.id = events.organisation_id);
UPDATE events SET object_id = organisation_id WHERE organisation_id <> '' AND object_kind = 'person'
  AND NOT EXISTS (SELECT 1 FROM organisations o WHERE o.id = events.organisation_id);
