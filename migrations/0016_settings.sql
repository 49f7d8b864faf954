-- What administrators set: two_approvals = "on" | "off".
CREATE TABLE settings (
  name  {{.Key}}  NOT NULL PRIMARY KEY,
  value {{.Text}} NOT NULL
);

-- Rate limits shared by all replicas: keyed hashes, never addresses (GCRA: tat = theoretical arrival time).
CREATE TABLE limits (
  key_hash {{.Bytes}} NOT NULL PRIMARY KEY,
  tat      {{.Time}}  NOT NULL
);
CREATE INDEX limits_tat ON limits (tat);
