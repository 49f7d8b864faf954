-- What a coordinator's yes to a report put something else in place of, sealed, while it can be taken back.
ALTER TABLE reports ADD COLUMN replaced {{.Bytes}};
