-- Since when a coordinator has the words out of sight until it is decided about them. The reason is sealed: in what was said
-- of an action, and in the reason of a report. withheld_at stays what readers go by: out of sight for this or for a mention.
ALTER TABLE actions ADD COLUMN hidden_at {{.Time}};
ALTER TABLE reports ADD COLUMN hidden_at {{.Time}};
