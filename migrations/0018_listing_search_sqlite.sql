-- Search in the public list is a substring of the folded names: a trigram index over a table of its own, which has the
-- whole numbers that such an index needs (and that stay through VACUUM), and in one short row all that a search looks
-- at. Triggers keep both in step with listings, whoever deletes a row and why. secure-delete removes what is deleted
-- from the index at once.
CREATE TABLE listing_words (
  id             integer   PRIMARY KEY,
  endorsement_id text      NOT NULL UNIQUE,
  statement_id   text      NOT NULL,
  listed_from    timestamp NOT NULL,
  folded         text      NOT NULL
);
CREATE VIRTUAL TABLE listing_search USING fts5(
  folded, content='listing_words', content_rowid='id', columnsize=0, tokenize='trigram case_sensitive 1'
);
INSERT INTO listing_search (listing_search, rank) VALUES ('secure-delete', 1);
INSERT INTO listing_words (endorsement_id, statement_id, listed_from, folded)
  SELECT endorsement_id, statement_id, listed_from, folded FROM listings ORDER BY listed_from, endorsement_id;
INSERT INTO listing_search (listing_search) VALUES ('rebuild');
-- +goose StatementBegin
CREATE TRIGGER listings_enter AFTER INSERT ON listings BEGIN
  INSERT INTO listing_words (endorsement_id, statement_id, listed_from, folded)
    VALUES (new.endorsement_id, new.statement_id, new.listed_from, new.folded);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER listings_change AFTER UPDATE ON listings BEGIN
  DELETE FROM listing_words WHERE endorsement_id = old.endorsement_id;
  INSERT INTO listing_words (endorsement_id, statement_id, listed_from, folded)
    VALUES (new.endorsement_id, new.statement_id, new.listed_from, new.folded);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER listings_leave AFTER DELETE ON listings BEGIN
  DELETE FROM listing_words WHERE endorsement_id = old.endorsement_id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER listing_words_enter AFTER INSERT ON listing_words BEGIN
  INSERT INTO listing_search (rowid, folded) VALUES (new.id, new.folded);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER listing_words_leave AFTER DELETE ON listing_words BEGIN
  INSERT INTO listing_search (listing_search, rowid, folded) VALUES ('delete', old.id, old.folded);
END;
-- +goose StatementEnd
