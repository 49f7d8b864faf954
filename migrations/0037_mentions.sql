-- Public words of an action, or of a report on it, that name an organisation which is not public: an item for keepers.
-- What it found is opened when a keeper reads it; the row tells only that something was found.
CREATE TABLE mentions (
  id              {{.Key}}  NOT NULL PRIMARY KEY,
  organisation_id {{.Key}}  NOT NULL,            -- whose name it is; words stay out of sight also when that is erased
  action_id       {{.Key}}  NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  report_id       {{.Key}}  NOT NULL,            -- '' = the words of the action itself
  state           {{.Key}}  NOT NULL CHECK (state IN ('open', 'withheld', 'settled')),
  found_at        {{.Time}} NOT NULL,
  decided_at      {{.Time}},
  note            {{.Bytes}},                    -- sealed: what the keeper wrote down, for keepers
  UNIQUE (action_id, report_id, organisation_id)
);
CREATE INDEX mentions_organisation ON mentions (organisation_id);

-- Since when a keeper has taken the words out of sight.
ALTER TABLE actions ADD COLUMN withheld_at {{.Time}};
ALTER TABLE reports ADD COLUMN withheld_at {{.Time}};
