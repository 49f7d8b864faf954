-- The host's part, offered to a co-host: it changes hands when the co-host takes it.
ALTER TABLE action_hosts ADD COLUMN offered_at {{.Time}};
