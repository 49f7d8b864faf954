-- A filter of the list of actions that fits few of them looks at many: into an index, not into rows with all their text.
CREATE INDEX listed_actions_narrow ON listed_actions (action_id, campaign_id, last_at, country, kind, online, state);
DROP INDEX listed_actions_coming;
CREATE INDEX listed_actions_coming ON listed_actions (campaign_id, last_at, action_id, country, kind, online, state);
