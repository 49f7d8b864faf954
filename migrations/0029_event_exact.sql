-- The exact instant of a line, sealed: after some days the plain one tells the month alone, of every line alike, so that none
-- can be dated by its neighbours.
ALTER TABLE events ADD COLUMN exact {{.Bytes}};
