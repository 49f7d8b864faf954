-- A form that was sent. A repeat answers with the first result and changes nothing.
CREATE TABLE submissions (
  person_id {{.Key}}  NOT NULL,
  form_id   {{.Key}}  NOT NULL,
  verb      {{.Key}}  NOT NULL,
  result    {{.Key}}  NOT NULL,
  at        {{.Time}} NOT NULL,
  PRIMARY KEY (person_id, form_id)
);
CREATE INDEX submissions_at ON submissions (at);
