-- How an action went, told by one of those who took part. What it says is sealed under the organisation's own data key.
CREATE TABLE reports (
  id              {{.Key}}   NOT NULL PRIMARY KEY,
  action_id       {{.Key}}   NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  organisation_id {{.Key}}   NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  state           {{.Key}}   NOT NULL CHECK (state IN ('waiting', 'published', 'returned')),
  said            {{.Bytes}} NOT NULL,           -- sealed: as it was sent last
  shown           {{.Bytes}},                    -- sealed: as it was published; it stays until what was sent last is
  reason          {{.Bytes}},                    -- sealed: what the desk said
  edition         {{.Int}}   NOT NULL,           -- counts every sending
  sent_at         {{.Time}}  NOT NULL,
  sent_by         {{.Key}}   NOT NULL,
  held_until      {{.Time}},
  published_at    {{.Time}},
  UNIQUE (action_id, organisation_id)
);
CREATE INDEX reports_organisation ON reports (organisation_id);
CREATE INDEX reports_state ON reports (state);

-- A picture of a report, re-encoded, in each of its sizes.
CREATE TABLE report_pictures (
  id         {{.Key}}   NOT NULL,
  width      {{.Int}}   NOT NULL,
  height     {{.Int}}   NOT NULL,
  report_id  {{.Key}}   NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  media_type {{.Key}}   NOT NULL,
  sealed     {{.Bytes}} NOT NULL,
  added_at   {{.Time}}  NOT NULL,
  PRIMARY KEY (id, width)
);
CREATE INDEX report_pictures_report ON report_pictures (report_id);

-- The public copy, written and deleted with that of the action.
CREATE TABLE listed_reports (
  action_id {{.Key}}  NOT NULL REFERENCES listed_actions (action_id) ON DELETE CASCADE,
  slug      {{.Key}}  NOT NULL,
  names     {{.JSON}} NOT NULL,
  sort_key  {{.Key}}  NOT NULL,
  town      {{.Text}} NOT NULL,
  shown     {{.JSON}} NOT NULL,                  -- PublicReport
  PRIMARY KEY (action_id, slug)
);

-- Pictures of listed reports. They stay where only the words of the page are written anew.
CREATE TABLE listed_report_pictures (
  picture_id {{.Key}}   NOT NULL,
  width      {{.Int}}   NOT NULL,
  height     {{.Int}}   NOT NULL,
  action_id  {{.Key}}   NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  media_type {{.Key}}   NOT NULL,
  bytes      {{.Bytes}} NOT NULL,
  PRIMARY KEY (picture_id, width)
);
CREATE INDEX listed_report_pictures_action ON listed_report_pictures (action_id);

-- Since when those who took part have been asked how it was. Nobody is asked twice.
ALTER TABLE actions ADD COLUMN reports_asked_at {{.Time}};
