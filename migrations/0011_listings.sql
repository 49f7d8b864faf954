-- The public copy: what everybody may read of an endorsement, in plain. Written and deleted by one function
-- in the transaction of the change. Public queries read this and nothing else.
CREATE TABLE listings (
  endorsement_id  {{.Key}}   NOT NULL PRIMARY KEY REFERENCES endorsements (id) ON DELETE CASCADE,
  organisation_id {{.Key}}   NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  statement_id    {{.Key}}   NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
  slug            {{.Key}}   NOT NULL,
  names           {{.JSON}}  NOT NULL,        -- Names: own, own_lang, english
  folded          {{.Key}}   NOT NULL,        -- fold.SearchKey of the names and the town
  sort_key        {{.Key}}   NOT NULL,        -- fold.SortKey of the shown name
  country         {{.Key}}   NOT NULL,
  town            {{.Text}}  NOT NULL,
  kind            {{.Key}}   NOT NULL,
  website         {{.Text}}  NOT NULL,
  communities     {{.JSON}}  NOT NULL,
  quote           {{.Text}}  NOT NULL,
  quote_lang      {{.Key}}   NOT NULL,
  logo_id         {{.Key}}   NOT NULL,
  version         {{.Int}}   NOT NULL,        -- number of the statement version it stands under
  listed_from     {{.Time}}  NOT NULL,        -- "since": the instant it became public
  UNIQUE (statement_id, slug)
);
CREATE INDEX listings_newest ON listings (statement_id, listed_from, endorsement_id);
CREATE INDEX listings_name ON listings (statement_id, sort_key, endorsement_id);
CREATE INDEX listings_country ON listings (statement_id, country, listed_from, endorsement_id);
CREATE INDEX listings_country_name ON listings (statement_id, country, sort_key, endorsement_id);
CREATE INDEX listings_slug ON listings (slug);
CREATE INDEX listings_organisation ON listings (organisation_id);

-- One row per community of a listing.
CREATE TABLE listing_communities (
  statement_id   {{.Key}}  NOT NULL,
  community      {{.Key}}  NOT NULL,
  listed_from    {{.Time}} NOT NULL,
  endorsement_id {{.Key}}  NOT NULL REFERENCES listings (endorsement_id) ON DELETE CASCADE,
  PRIMARY KEY (statement_id, community, listed_from, endorsement_id)
);
CREATE INDEX listing_communities_endorsement ON listing_communities (endorsement_id);

-- The public copy of a logo.
CREATE TABLE listing_logos (
  logo_id        {{.Key}}   NOT NULL,
  width          {{.Int}}   NOT NULL,
  height         {{.Int}}   NOT NULL,
  media_type     {{.Key}}   NOT NULL,
  bytes          {{.Bytes}} NOT NULL,
  endorsement_id {{.Key}}   NOT NULL REFERENCES listings (endorsement_id) ON DELETE CASCADE,
  PRIMARY KEY (logo_id, width, endorsement_id)
);
CREATE INDEX listing_logos_endorsement ON listing_logos (endorsement_id);
