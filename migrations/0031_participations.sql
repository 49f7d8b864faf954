-- Who takes part in an action. Of those who join quietly the hosts learn only where the joiner ticks so; what is said to
-- them is sealed under the joiner's own data key.
CREATE TABLE participations (
  id              {{.Key}}   NOT NULL PRIMARY KEY,
  action_id       {{.Key}}   NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  organisation_id {{.Key}}   NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  quiet           {{.Bool}}  NOT NULL,
  hosts_see       {{.Bool}}  NOT NULL,
  waiting         {{.Bool}}  NOT NULL,           -- for a place
  said            {{.Bytes}} NOT NULL,           -- sealed: town, note to the hosts
  joined_at       {{.Time}}  NOT NULL,
  joined_by       {{.Key}}   NOT NULL,
  UNIQUE (action_id, organisation_id)
);
CREATE INDEX participations_organisation ON participations (organisation_id);

-- The one number of those who take part without being named, per action and UTC day.
CREATE TABLE action_tallies (
  action_id {{.Key}} NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  day       {{.Key}} NOT NULL,
  unnamed   {{.Int}} NOT NULL,
  PRIMARY KEY (action_id, day)
);
