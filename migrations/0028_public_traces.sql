-- What an organisation left behind where it withdrew by name: the month, and its names of that day. Sealed beside every
-- withdrawal at one length, also where nothing was left, so that neither its being there nor its length tells.
-- (traced_until is of an earlier release: what it says is moved here, and it stays empty.)
ALTER TABLE endorsements ADD COLUMN trace {{.Bytes}};

-- The public copy of it. Its id is a keyed hash: whoever has the rows and no key finds no organisation by it. The table
-- traces, which named the organisation's row, is emptied into this one; it stays for a program of the release before
-- that still runs beside this one.
CREATE TABLE public_traces (
  id           {{.Key}}  NOT NULL PRIMARY KEY,
  statement_id {{.Key}}  NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
  names        {{.JSON}} NOT NULL,
  sort_key     {{.Key}}  NOT NULL,
  until        {{.Key}}  NOT NULL -- month, "2026-11"
);
CREATE INDEX public_traces_statement ON public_traces (statement_id, sort_key);
