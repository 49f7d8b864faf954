-- What was sent of an action last, and what became of it, is looked for by the action: among its own lines of the ledger, not in all.
CREATE INDEX events_action ON events (object_id, id) WHERE object_kind = 'action';
