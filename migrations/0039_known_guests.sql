-- Whether the hosts knew of a participant when its part was settled last: once they do not any more, however it went, they are told.
ALTER TABLE participations ADD COLUMN hosts_knew {{.Bool}} NOT NULL DEFAULT FALSE;
UPDATE participations SET hosts_knew = (NOT quiet OR hosts_see);

-- Since when a keeper has a participant's town out of sight.
ALTER TABLE participations ADD COLUMN withheld_at {{.Time}};

-- A participant's town can name somebody too. What is changed there since leaves its instant here.
ALTER TABLE mentions RENAME TO mentions_before;
DROP INDEX mentions_organisation;
CREATE TABLE mentions (
  id               {{.Key}}  NOT NULL PRIMARY KEY,
  organisation_id  {{.Key}}  NOT NULL,           -- whose name it is; words stay out of sight also when that is erased
  action_id        {{.Key}}  NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  report_id        {{.Key}}  NOT NULL,           -- '' = no report has it
  participation_id {{.Key}}  NOT NULL,           -- '' = no participant's town has it; both '' = the words of the action itself
  state            {{.Key}}  NOT NULL CHECK (state IN ('open', 'withheld', 'settled')),
  found_at         {{.Time}} NOT NULL,
  changed_at       {{.Time}},                    -- of a town: since when it is another one than was found
  decided_at       {{.Time}},
  note             {{.Bytes}},                   -- sealed: what the keeper wrote down, for keepers
  UNIQUE (action_id, report_id, participation_id, organisation_id)
);
INSERT INTO mentions (id, organisation_id, action_id, report_id, participation_id, state, found_at, decided_at, note)
  SELECT id, organisation_id, action_id, report_id, '', state, found_at, decided_at, note FROM mentions_before;
DROP TABLE mentions_before;
CREATE INDEX mentions_organisation ON mentions (organisation_id);
