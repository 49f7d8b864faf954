-- What a decision on a profile change replaced, for the day in which it can be taken back.
ALTER TABLE profile_changes ADD COLUMN replaced {{.Bytes}};                       -- sealed Replaced
ALTER TABLE profile_changes ADD COLUMN spare_logo {{.Key}} NOT NULL DEFAULT '';   -- a logo that is kept for it alone
