-- A search walks along an index in the order of the page and asks of each entry whether it has the words. With the folded
-- names in the index it need not fetch the row for that: ten times as many entries in the same time.
CREATE INDEX endorsements_organisation ON endorsements (organisation_id);
ALTER TABLE listing_communities ADD COLUMN folded {{.Key}} NOT NULL DEFAULT '';
UPDATE listing_communities SET folded = (SELECT l.folded FROM listings l WHERE l.endorsement_id = listing_communities.endorsement_id);
DROP INDEX listings_newest;
DROP INDEX listings_name;
DROP INDEX listings_country;
DROP INDEX listings_country_name;
CREATE INDEX listings_newest ON listings (statement_id, listed_from, endorsement_id, folded);
CREATE INDEX listings_name ON listings (statement_id, sort_key, endorsement_id, folded);
CREATE INDEX listings_country ON listings (statement_id, country, listed_from, endorsement_id, folded);
CREATE INDEX listings_country_name ON listings (statement_id, country, sort_key, endorsement_id, folded);
DROP INDEX listing_communities_name;
DROP INDEX listing_communities_country;
CREATE INDEX listing_communities_newest ON listing_communities (statement_id, community, listed_from, endorsement_id, folded);
CREATE INDEX listing_communities_name ON listing_communities (statement_id, community, sort_key, endorsement_id, folded);
CREATE INDEX listing_communities_country ON listing_communities (statement_id, community, country, listed_from, endorsement_id, folded);
CREATE INDEX listing_communities_country_name ON listing_communities (statement_id, community, country, sort_key, endorsement_id, folded);
