-- An address name of an action is given once, also after the action is erased, and leads nowhere from when a keeper took the action's
-- words out of sight: it is made of its title.
ALTER TABLE action_slugs RENAME TO action_slugs_before;
DROP INDEX action_slugs_action;
CREATE TABLE action_slugs (
  lookup    {{.Bytes}} NOT NULL PRIMARY KEY,
  action_id {{.Key}}   REFERENCES actions (id) ON DELETE SET NULL,
  sealed    {{.Bytes}} NOT NULL,
  given_at  {{.Time}}  NOT NULL,
  ended_at  {{.Time}}                            -- since when it leads nowhere
);
INSERT INTO action_slugs (lookup, action_id, sealed, given_at) SELECT lookup, action_id, sealed, given_at FROM action_slugs_before;
DROP TABLE action_slugs_before;
CREATE INDEX action_slugs_action ON action_slugs (action_id);
