-- Towns of participants that a keeper took out of sight: whoever leaves and joins again with the same one does not bring it back. The
-- lookup is a keyed hash of organisation, action and town: the row tells of no organisation.
CREATE TABLE withheld_towns (
  lookup    {{.Bytes}} NOT NULL PRIMARY KEY,
  action_id {{.Key}}   NOT NULL REFERENCES actions (id) ON DELETE CASCADE
);
CREATE INDEX withheld_towns_action ON withheld_towns (action_id);
