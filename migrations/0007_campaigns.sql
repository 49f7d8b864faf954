-- What the coalition stands for. Its texts are public.
CREATE TABLE campaigns (
  id            {{.Key}}  NOT NULL PRIMARY KEY,
  slug          {{.Key}}  NOT NULL UNIQUE,
  featured      {{.Bool}} NOT NULL,
  historical    {{.Bool}} NOT NULL,           -- shown under "historical example, not a live campaign"
  hashtag       {{.Text}} NOT NULL,
  original_lang {{.Key}}  NOT NULL,
  links         {{.JSON}} NOT NULL,           -- [{"label": {"en": …}, "url": …}]
  dates         {{.JSON}} NOT NULL,           -- key dates of the timeline: [{"at", "zone", "title": {…}, "text": {…}}]
  documented    {{.JSON}} NOT NULL,           -- documented supporters: [{"name", "country", "communities", "year", "sources"}]
  created_at    {{.Time}} NOT NULL,
  edited_at     {{.Time}} NOT NULL
);
CREATE UNIQUE INDEX campaigns_featured ON campaigns (featured) WHERE featured;

-- The campaign in one language.
CREATE TABLE campaign_texts (
  campaign_id {{.Key}}  NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  lang        {{.Key}}  NOT NULL,
  title       {{.Text}} NOT NULL,
  summary     {{.Text}} NOT NULL,
  occasion    {{.Text}} NOT NULL,
  asks        {{.JSON}} NOT NULL,             -- what an organisation can do: [{"title", "text"}]
  PRIMARY KEY (campaign_id, lang)
);

-- Quotes that a coordinator picked for "Why we stand here".
CREATE TABLE voices (
  campaign_id     {{.Key}}  NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  organisation_id {{.Key}}  NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  picked_at       {{.Time}} NOT NULL,
  PRIMARY KEY (campaign_id, organisation_id)
);
