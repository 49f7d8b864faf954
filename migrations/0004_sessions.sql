-- A signed-in browser. No address and no user agent is kept.
CREATE TABLE sessions (
  id         {{.Key}}   NOT NULL PRIMARY KEY, -- what the owner sees and revokes; not the secret
  token_hash {{.Bytes}} NOT NULL UNIQUE,
  person_id  {{.Key}}   NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  provider   {{.Key}}   NOT NULL,
  started_at {{.Time}}  NOT NULL,
  seen_at    {{.Time}}  NOT NULL,
  ends_at    {{.Time}}  NOT NULL
);
CREATE INDEX sessions_person ON sessions (person_id);
CREATE INDEX sessions_end ON sessions (ends_at);
