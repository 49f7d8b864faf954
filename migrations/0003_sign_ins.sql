-- A sign-in under way: single use, ten minutes, bound to one browser.
CREATE TABLE sign_ins (
  state_hash     {{.Bytes}} NOT NULL PRIMARY KEY,
  browser_hash   {{.Bytes}} NOT NULL,
  provider       {{.Key}}   NOT NULL,
  nonce          {{.Key}}   NOT NULL,
  verifier       {{.Key}}   NOT NULL,
  return_to      {{.Key}}   NOT NULL,
  purpose        {{.Key}}   NOT NULL,
  setup_key_hash {{.Bytes}},
  person_id      {{.Key}}   NOT NULL DEFAULT '',
  expires_at     {{.Time}}  NOT NULL
);
CREATE INDEX sign_ins_expiry ON sign_ins (expires_at);

-- The link that makes the first administrator: single use, 24 hours.
CREATE TABLE setup_keys (
  key_hash   {{.Bytes}} NOT NULL PRIMARY KEY,
  expires_at {{.Time}}  NOT NULL,
  used_at    {{.Time}}
);
