-- An organisation's way in. What was answered is sealed; states are in DESIGN's words.
CREATE TABLE applications (
  id              {{.Key}}   NOT NULL PRIMARY KEY,
  organisation_id {{.Key}}   NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  statement_id    {{.Key}}   NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
  applicant_id    {{.Key}}   NOT NULL,        -- the person who fills it in
  state           {{.Key}}   NOT NULL CHECK (state IN ('draft', 'submitted', 'asked', 'held', 'approved', 'declined', 'withdrawn')),
  at_risk         {{.Bool}}  NOT NULL,
  answers         {{.Bytes}} NOT NULL,        -- sealed Answers
  saved_at        {{.Time}}  NOT NULL,
  submitted_at    {{.Time}},
  answered_at     {{.Time}},                  -- the applicant answered a question; first in the queue
  held_until      {{.Time}},
  again_after     {{.Time}},                  -- declined: may apply again after
  taken_at        {{.Time}},                  -- [Take it]: being read
  taken_by        {{.Key}}   NOT NULL DEFAULT '',
  decided_at      {{.Time}},
  decided_by      {{.Key}}   NOT NULL DEFAULT '',
  before_state    {{.Key}}   NOT NULL DEFAULT '',  -- what a taken-back decision returns to
  version_id      {{.Key}}   NOT NULL DEFAULT '',  -- the statement version that "Check and send" showed
  lang            {{.Key}}   NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX applications_living ON applications (organisation_id) WHERE state IN ('draft', 'submitted', 'asked', 'held');
CREATE INDEX applications_queue ON applications (state, submitted_at);
CREATE INDEX applications_applicant ON applications (applicant_id);

-- The thread between the desk and the applicant. It stays.
CREATE TABLE application_messages (
  id             {{.Key}}   NOT NULL PRIMARY KEY,
  application_id {{.Key}}   NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  author_id      {{.Key}}   NOT NULL,
  side           {{.Key}}   NOT NULL CHECK (side IN ('desk', 'applicant')),
  verb           {{.Key}}   NOT NULL,         -- ask, hold, decline, answer
  body           {{.Bytes}} NOT NULL,         -- sealed
  at             {{.Time}}  NOT NULL
);
CREATE INDEX application_messages_thread ON application_messages (application_id, at);

-- Notes between coordinators. Applicants never see them.
CREATE TABLE application_notes (
  id             {{.Key}}   NOT NULL PRIMARY KEY,
  application_id {{.Key}}   NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  author_id      {{.Key}}   NOT NULL,
  body           {{.Bytes}} NOT NULL,         -- sealed
  at             {{.Time}}  NOT NULL
);
CREATE INDEX application_notes_application ON application_notes (application_id, at);

-- The first of two approvals is a row, not a state.
CREATE TABLE application_approvals (
  application_id {{.Key}}  NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
  person_id      {{.Key}}  NOT NULL,
  at             {{.Time}} NOT NULL,
  PRIMARY KEY (application_id, person_id)
);
