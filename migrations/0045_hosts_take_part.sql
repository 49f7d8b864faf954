-- Whoever hosts an action takes part by hosting: of before some had joined what they host, too, or hosted what they had joined. What
-- places that frees go to who waits, within the hour.
DELETE FROM participations WHERE EXISTS (SELECT 1 FROM action_hosts h
  WHERE h.action_id = participations.action_id AND h.organisation_id = participations.organisation_id AND h.state = 'accepted');
DELETE FROM listed_parts WHERE part = 'participant' AND EXISTS (SELECT 1 FROM action_hosts h
  WHERE h.action_id = listed_parts.action_id AND h.organisation_id = listed_parts.organisation_id AND h.state = 'accepted');
