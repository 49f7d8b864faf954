-- What both sides said about a profile change, and what stood before it was decided: its record, until its time is over.
ALTER TABLE profile_changes ADD COLUMN said {{.Bytes}};          -- sealed list of ChangeSaid
ALTER TABLE profile_changes ADD COLUMN stood {{.Bytes}};         -- sealed ProposedProfile: what the decision found in its place
ALTER TABLE profile_changes ADD COLUMN answered_at {{.Time}};
