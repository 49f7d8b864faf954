-- What a keeper let stand is these sentences and no others: keyed hashes of them, folded, with the mention's id. Of what stands from before
-- nothing is known, so a keeper looks once more. And at which revision of the action a keeper decided: to close joining changes no words.
ALTER TABLE mentions ADD COLUMN stands {{.Bytes}};
ALTER TABLE mentions ADD COLUMN revision {{.Int}} NOT NULL DEFAULT 0;
UPDATE mentions SET revision = (SELECT a.revision - CASE WHEN a.changed_at > mentions.decided_at THEN 1 ELSE 0 END FROM actions a WHERE a.id = mentions.action_id);
