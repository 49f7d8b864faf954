-- The list of one community by country, and what relist asks at every endorsement. The folded names stand beside a
-- community as on SQLite; here an index entry has no room for them, and no need: rows are fetched in batches.
CREATE INDEX endorsements_organisation ON endorsements (organisation_id);
ALTER TABLE listing_communities ADD COLUMN folded {{.Key}} NOT NULL DEFAULT '';
CREATE INDEX listing_communities_country_name ON listing_communities (statement_id, community, country, sort_key, endorsement_id);
UPDATE listing_communities SET folded = l.folded FROM listings l WHERE l.endorsement_id = listing_communities.endorsement_id;
