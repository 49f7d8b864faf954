-- An organisation stands under a statement. One living endorsement per organisation and statement.
CREATE TABLE endorsements (
  id              {{.Key}}   NOT NULL PRIMARY KEY,
  organisation_id {{.Key}}   NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  statement_id    {{.Key}}   NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
  version_id      {{.Key}}   NOT NULL REFERENCES statement_versions (id),
  lang            {{.Key}}   NOT NULL,
  level           {{.Key}}   NOT NULL CHECK (level IN ('public', 'delivery', 'members', 'counted')),
  name_from       {{.Time}},                  -- counted before this instant, then its level
  quote           {{.Bytes}} NOT NULL,        -- sealed Quote
  mandate         {{.Bytes}} NOT NULL,        -- sealed: who decided
  given_at        {{.Time}}  NOT NULL,
  given_by        {{.Key}}   NOT NULL,
  public_since    {{.Time}},                  -- the first day it was public; kept while it is not
  withdrawn_at    {{.Time}},
  traced_until    {{.Key}}   NOT NULL DEFAULT ''  -- withdrawn with a trace: the month, "2026-11"
);
CREATE UNIQUE INDEX endorsements_living ON endorsements (organisation_id, statement_id) WHERE withdrawn_at IS NULL;
CREATE INDEX endorsements_statement ON endorsements (statement_id, level) WHERE withdrawn_at IS NULL;

-- "Supported until November 2026": the public copy, in plain, of what an organisation that was named left behind
-- because it wished so. Written and deleted by the function that writes listings, so it goes when the organisation hides.
CREATE TABLE traces (
  id              {{.Key}}  NOT NULL PRIMARY KEY, -- of the endorsement that ended
  organisation_id {{.Key}}  NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  statement_id    {{.Key}}  NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
  names           {{.JSON}} NOT NULL,
  sort_key        {{.Key}}  NOT NULL,
  until           {{.Key}}  NOT NULL             -- month, "2026-11"
);
CREATE INDEX traces_organisation ON traces (organisation_id);
CREATE INDEX traces_statement ON traces (statement_id, sort_key);
