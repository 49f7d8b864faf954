-- Somebody who signs in. Known by (issuer, subject), never by e-mail.
CREATE TABLE people (
  id          {{.Key}}   NOT NULL PRIMARY KEY,
  name        {{.Bytes}} NOT NULL,            -- sealed under the person's data key
  lang        {{.Key}}   NOT NULL,
  created_at  {{.Time}}  NOT NULL,
  disabled_at {{.Time}}
);

-- An identity at a provider. lookup = keyed hash of (issuer, subject); the pair itself is sealed.
CREATE TABLE identities (
  lookup    {{.Bytes}} NOT NULL PRIMARY KEY,
  person_id {{.Key}}   NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  provider  {{.Key}}   NOT NULL,
  sealed    {{.Bytes}} NOT NULL,
  added_at  {{.Time}}  NOT NULL
);
CREATE INDEX identities_person ON identities (person_id);

-- Roles of the instance: administrator, coordinator, keeper.
CREATE TABLE roles (
  person_id  {{.Key}}  NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  role       {{.Key}}  NOT NULL CHECK (role IN ('administrator', 'coordinator', 'keeper')),
  granted_at {{.Time}} NOT NULL,
  PRIMARY KEY (person_id, role)
);
