-- A search in a large community finds its words without the list of all. Without fastupdate it never waits for a backlog.
CREATE INDEX listing_communities_folded ON listing_communities USING gin (folded gin_trgm_ops) WITH (fastupdate = off);
