-- To which hosts somebody who takes part quietly let itself be known: those that were named on the page it agreed on. Of before
-- it is kept that a host had accepted by the last time when the participant said how it takes part.
CREATE TABLE agreed_hosts (
  participation_id {{.Key}} NOT NULL REFERENCES participations (id) ON DELETE CASCADE,
  organisation_id  {{.Key}} NOT NULL REFERENCES organisations (id) ON DELETE CASCADE, -- the host
  PRIMARY KEY (participation_id, organisation_id)
);
CREATE INDEX agreed_hosts_organisation ON agreed_hosts (organisation_id);
INSERT INTO agreed_hosts (participation_id, organisation_id)
  SELECT p.id, h.organisation_id FROM participations p JOIN action_hosts h ON h.action_id = p.action_id AND h.state = 'accepted'
  WHERE p.quiet AND p.hosts_see AND (h.answered_at <= p.joined_at OR EXISTS (SELECT 1 FROM events ev WHERE ev.verb = 'participation.changed'
    AND ev.object_id = p.action_id AND ev.organisation_id = p.organisation_id AND ev.at >= h.answered_at));
