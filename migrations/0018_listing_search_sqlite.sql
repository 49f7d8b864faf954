-- Search in the public list is a substring of the folded names: a trigram index that keeps no text of its own.
-- It needs whole numbers that stay through VACUUM; listing_numbers gives them. Triggers keep both in step with
-- listings, whoever deletes a row and why. secure-delete removes what is deleted from the index at once.
CREATE TABLE listing_numbers (
  id             integer PRIMARY KEY,
  endorsement_id text NOT NULL UNIQUE,
  statement_id   text NOT NULL
);
CREATE VIEW listing_folded AS
  SELECT n.id AS id, l.folded AS folded FROM listing_numbers n JOIN listings l ON l.endorsement_id = n.endorsement_id;
CREATE VIRTUAL TABLE listing_search USING fts5(
  folded, content='listing_folded', content_rowid='id', columnsize=0, tokenize='trigram case_sensitive 1'
);
INSERT INTO listing_search (listing_search, rank) VALUES ('secure-delete', 1);
INSERT INTO listing_numbers (endorsement_id, statement_id) SELECT endorsement_id, statement_id FROM listings ORDER BY listed_from, endorsement_id;
INSERT INTO listing_search (listing_search) VALUES ('rebuild');
-- +goose StatementBegin
CREATE TRIGGER listings_number AFTER INSERT ON listings BEGIN
  INSERT INTO listing_numbers (endorsement_id, statement_id) VALUES (new.endorsement_id, new.statement_id);
  INSERT INTO listing_search (rowid, folded)
    SELECT id, new.folded FROM listing_numbers WHERE endorsement_id = new.endorsement_id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER listings_refold AFTER UPDATE OF folded ON listings BEGIN
  INSERT INTO listing_search (listing_search, rowid, folded)
    SELECT 'delete', id, old.folded FROM listing_numbers WHERE endorsement_id = old.endorsement_id;
  INSERT INTO listing_search (rowid, folded)
    SELECT id, new.folded FROM listing_numbers WHERE endorsement_id = new.endorsement_id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER listings_forget AFTER DELETE ON listings BEGIN
  INSERT INTO listing_search (listing_search, rowid, folded)
    SELECT 'delete', id, old.folded FROM listing_numbers WHERE endorsement_id = old.endorsement_id;
  DELETE FROM listing_numbers WHERE endorsement_id = old.endorsement_id;
END;
-- +goose StatementEnd
