-- Search in the public list is a substring of the folded names. Without fastupdate a search never waits for a backlog.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX listings_folded ON listings USING gin (folded gin_trgm_ops) WITH (fastupdate = off);
