-- An organisation. What it is called and where it works is sealed; the row tells only that something is here.
CREATE TABLE organisations (
  id           {{.Key}}   NOT NULL PRIMARY KEY,
  number       {{.Int}}   NOT NULL UNIQUE,    -- "Unnamed applicant 41": random, tells no order
  state        {{.Key}}   NOT NULL CHECK (state IN ('prospect', 'applicant', 'member', 'suspended', 'left')),
  profile      {{.Bytes}} NOT NULL,           -- sealed Profile
  created_at   {{.Time}}  NOT NULL,
  joined_at    {{.Time}},
  hidden_at    {{.Time}},                     -- "hide us now"; a mark that only a signatory clears
  suspended_at {{.Time}},
  reason       {{.Bytes}},                    -- sealed: why it was suspended
  left_at      {{.Time}},
  erase_at     {{.Time}}                      -- "withdraw completely": when the erasure is carried out
);
CREATE INDEX organisations_erasure ON organisations (erase_at);

-- A person acting for an organisation.
CREATE TABLE representatives (
  organisation_id {{.Key}}  NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  person_id       {{.Key}}  NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  role            {{.Key}}  NOT NULL CHECK (role IN ('signatory', 'editor', 'observer')),
  since           {{.Time}} NOT NULL,
  PRIMARY KEY (organisation_id, person_id)
);
CREATE INDEX representatives_person ON representatives (person_id);

-- Every address name ever given. lookup = keyed hash, so that a name is never reused and yet tells nothing.
CREATE TABLE slugs (
  lookup          {{.Bytes}} NOT NULL PRIMARY KEY,
  organisation_id {{.Key}}   REFERENCES organisations (id) ON DELETE SET NULL,
  sealed          {{.Bytes}} NOT NULL,
  given_at        {{.Time}}  NOT NULL
);
CREATE INDEX slugs_organisation ON slugs (organisation_id);

-- A logo in its re-encoded sizes, sealed. The public copy is in listing_logos.
CREATE TABLE logos (
  id              {{.Key}}   NOT NULL,
  width           {{.Int}}   NOT NULL,
  height          {{.Int}}   NOT NULL,
  organisation_id {{.Key}}   NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  media_type      {{.Key}}   NOT NULL,
  sealed          {{.Bytes}} NOT NULL,
  added_at        {{.Time}}  NOT NULL,
  PRIMARY KEY (id, width)
);
CREATE INDEX logos_organisation ON logos (organisation_id);
