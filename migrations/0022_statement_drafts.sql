-- A draft's text is sealed under a data key of its version: what will be said is nobody's before it is said. Published
-- texts stand in title and body, and sealed is null. What was written before this is sealed by the hourly sweep.
ALTER TABLE statement_texts ADD COLUMN sealed {{.Bytes}};
