-- The one number of those who are not named, per statement and UTC day: written once, never again.
CREATE TABLE tallies (
  statement_id {{.Key}}  NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
  day          {{.Key}}  NOT NULL,            -- "2026-11-22"
  unnamed      {{.Int}}  NOT NULL,            -- 0, or 10, 15, 20 …
  PRIMARY KEY (statement_id, day)
);
