-- A question, a hold or a refusal that was taken back: the desk sees that it was said, the applicant does not.
ALTER TABLE application_messages ADD COLUMN taken_back_at {{.Time}};
