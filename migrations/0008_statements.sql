-- A text to endorse. kind 'call' is the campaign's own; others may have an addressee.
CREATE TABLE statements (
  id          {{.Key}}  NOT NULL PRIMARY KEY,
  campaign_id {{.Key}}  NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  kind        {{.Key}}  NOT NULL CHECK (kind IN ('call', 'press-release', 'open-letter')),
  addressee   {{.Text}} NOT NULL,             -- '' = nobody: level delivery is not offered
  created_at  {{.Time}} NOT NULL
);
CREATE UNIQUE INDEX statements_call ON statements (campaign_id) WHERE kind = 'call';

-- A numbered version. A draft (published_at is null) is edited; a published one is locked for good.
CREATE TABLE statement_versions (
  id            {{.Key}}  NOT NULL PRIMARY KEY,
  statement_id  {{.Key}}  NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
  number        {{.Int}}  NOT NULL,
  original_lang {{.Key}}  NOT NULL,
  created_at    {{.Time}} NOT NULL,
  published_at  {{.Time}},
  UNIQUE (statement_id, number)
);

-- A version in one language. sha256 is of the normalised text and is set when it is locked.
CREATE TABLE statement_texts (
  version_id {{.Key}}  NOT NULL REFERENCES statement_versions (id) ON DELETE CASCADE,
  lang       {{.Key}}  NOT NULL,
  title      {{.Text}} NOT NULL,
  body       {{.Text}} NOT NULL,
  sha256     {{.Key}}  NOT NULL DEFAULT '',
  saved_at   {{.Time}} NOT NULL,
  locked_at  {{.Time}},
  PRIMARY KEY (version_id, lang)
);
