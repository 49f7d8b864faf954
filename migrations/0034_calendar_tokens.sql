-- The secret address of a person's calendar of an organisation's actions. The lookup is a keyed hash of it: it can be made
-- anew, not read.
CREATE TABLE calendar_tokens (
  lookup          {{.Bytes}} NOT NULL PRIMARY KEY,
  organisation_id {{.Key}}   NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  person_id       {{.Key}}   NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  lang            {{.Key}}   NOT NULL,
  made_at         {{.Time}}  NOT NULL,
  UNIQUE (organisation_id, person_id)
);
CREATE INDEX calendar_tokens_person ON calendar_tokens (person_id);
