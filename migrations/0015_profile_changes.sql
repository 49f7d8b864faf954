-- A later edit of what a public listing shows: read by a coordinator first, until then the old text stays.
CREATE TABLE profile_changes (
  id              {{.Key}}   NOT NULL PRIMARY KEY,
  organisation_id {{.Key}}   NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  state           {{.Key}}   NOT NULL CHECK (state IN ('submitted', 'asked', 'held', 'approved', 'declined', 'withdrawn')),
  proposed        {{.Bytes}} NOT NULL,        -- sealed ProposedProfile
  made_by         {{.Key}}   NOT NULL,
  made_at         {{.Time}}  NOT NULL,
  message         {{.Bytes}},                 -- sealed: the coordinator's question or reason
  held_until      {{.Time}},
  decided_at      {{.Time}},
  decided_by      {{.Key}}   NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX profile_changes_living ON profile_changes (organisation_id) WHERE state IN ('submitted', 'asked', 'held');
