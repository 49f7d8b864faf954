-- The asker's half of a request to join: the name that it saw, sealed under its own data key. It hangs on no organisation,
-- so that the asker reads the same whether the organisation hid, was erased or is still there.
CREATE TABLE askings (
  id         {{.Key}}   NOT NULL PRIMARY KEY, -- of the join request
  person_id  {{.Key}}   NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  names      {{.Bytes}} NOT NULL,             -- sealed Names
  made_at    {{.Time}}  NOT NULL,
  expires_at {{.Time}}  NOT NULL
);
CREATE INDEX askings_person ON askings (person_id);
