-- What the campaign asks of organisations: joint actions that a coordinator pinned. One whose hosts are out of sight keeps its
-- place and shows nothing.
CREATE TABLE pinned_actions (
  action_id {{.Key}} NOT NULL PRIMARY KEY REFERENCES actions (id) ON DELETE CASCADE,
  place     {{.Int}} NOT NULL                    -- the lowest comes first
);
