-- The ledger: append-only, ids only, written in the transaction of the change.
CREATE TABLE events (
  id              {{.Serial}},
  at              {{.Time}} NOT NULL,
  actor_id        {{.Key}}  NOT NULL,         -- '' = the program itself
  verb            {{.Key}}  NOT NULL,
  object_kind     {{.Key}}  NOT NULL,
  object_id       {{.Key}}  NOT NULL,
  organisation_id {{.Key}}  NOT NULL DEFAULT '',
  campaign_id     {{.Key}}  NOT NULL DEFAULT ''
);
CREATE INDEX events_organisation ON events (organisation_id, id);
CREATE INDEX events_verb ON events (verb, id);

-- A person is told of an event: shown on /me, and later mailed.
CREATE TABLE notices (
  person_id {{.Key}}  NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  event_id  {{.Ref}}  NOT NULL REFERENCES events (id),
  at        {{.Time}} NOT NULL,
  seen_at   {{.Time}},
  PRIMARY KEY (person_id, event_id)
);
