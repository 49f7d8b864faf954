-- One data key per owner (organisation or person), wrapped by the key ring outside the database.
-- Destroying the row makes everything sealed under it unreadable. Backups from before hold the row.
CREATE TABLE data_keys (
  owner_id {{.Key}}   NOT NULL PRIMARY KEY,
  wrapped  {{.Bytes}} NOT NULL,
  made_at  {{.Time}}  NOT NULL
);
