-- What lists of one community are ordered and narrowed by stands beside the community, so that such a list is one
-- walk along an index, however long it is.
ALTER TABLE listing_communities ADD COLUMN sort_key {{.Key}} NOT NULL DEFAULT '';
ALTER TABLE listing_communities ADD COLUMN country {{.Key}} NOT NULL DEFAULT '';
UPDATE listing_communities SET
  sort_key = (SELECT l.sort_key FROM listings l WHERE l.endorsement_id = listing_communities.endorsement_id),
  country  = (SELECT l.country FROM listings l WHERE l.endorsement_id = listing_communities.endorsement_id);
CREATE INDEX listing_communities_name ON listing_communities (statement_id, community, sort_key, endorsement_id);
CREATE INDEX listing_communities_country ON listing_communities (statement_id, community, country, listed_from, endorsement_id);
