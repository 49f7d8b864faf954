-- An invitation by link: 128 bit, stored hashed, single use, 72 hours, bound to organisation and role.
CREATE TABLE invitations (
  id              {{.Key}}   NOT NULL PRIMARY KEY,
  token_hash      {{.Bytes}} NOT NULL UNIQUE,
  organisation_id {{.Key}}   NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  role            {{.Key}}   NOT NULL CHECK (role IN ('signatory', 'editor', 'observer')),
  made_by         {{.Key}}   NOT NULL,
  made_at         {{.Time}}  NOT NULL,
  expires_at      {{.Time}}  NOT NULL,
  used_at         {{.Time}},
  used_by         {{.Key}}   NOT NULL DEFAULT '',
  revoked_at      {{.Time}}
);
CREATE INDEX invitations_organisation ON invitations (organisation_id);

-- "Ask to join it": a person asks the signatories of a public organisation; pending 30 days.
CREATE TABLE join_requests (
  id              {{.Key}}   NOT NULL PRIMARY KEY,
  organisation_id {{.Key}}   NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  person_id       {{.Key}}   NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  message         {{.Bytes}} NOT NULL,        -- sealed under the organisation's data key
  state           {{.Key}}   NOT NULL CHECK (state IN ('pending', 'accepted', 'refused')),
  made_at         {{.Time}}  NOT NULL,
  expires_at      {{.Time}}  NOT NULL,
  decided_by      {{.Key}}   NOT NULL DEFAULT '',
  decided_at      {{.Time}}
);
CREATE UNIQUE INDEX join_requests_pending ON join_requests (organisation_id, person_id) WHERE state = 'pending';

-- A coordinator appoints a signatory when nobody is left: two approvals, a row each.
CREATE TABLE appointments (
  organisation_id {{.Key}}  NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  person_id       {{.Key}}  NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  approved_by     {{.Key}}  NOT NULL,
  approved_at     {{.Time}} NOT NULL,
  PRIMARY KEY (organisation_id, person_id, approved_by)
);
