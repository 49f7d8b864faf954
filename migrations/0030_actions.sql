-- Something that organisations do together. Everything that its hosts write is sealed under the action's own data key:
-- what somebody plans is nobody's before it is published, nor after its hosts are out of sight.
CREATE TABLE actions (
  id           {{.Key}}   NOT NULL PRIMARY KEY,
  campaign_id  {{.Key}}   NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
  state        {{.Key}}   NOT NULL CHECK (state IN ('draft', 'proposed', 'open', 'closed', 'done', 'cancelled')),
  audience     {{.Key}}   NOT NULL CHECK (audience IN ('public', 'members')),
  content      {{.Bytes}} NOT NULL,              -- sealed ActionContent
  proposal     {{.Bytes}},                       -- sealed ActionContent: an edit that waits at the desk
  replaced     {{.Bytes}},                       -- sealed: what the desk's last yes replaced, while that can be taken back
  said         {{.Bytes}},                       -- sealed: why the desk gave it back, why it was cancelled, how it went
  revision     {{.Int}}   NOT NULL,              -- of what is published; calendars count it as SEQUENCE
  edition      {{.Int}}   NOT NULL,              -- counts every save: who saves a page of an older one is told
  created_by   {{.Key}}   NOT NULL,
  created_at   {{.Time}}  NOT NULL,
  saved_at     {{.Time}}  NOT NULL,
  proposed_at  {{.Time}},                        -- since when something of it waits at the desk
  held_until   {{.Time}},
  published_at {{.Time}},
  changed_at   {{.Time}}                         -- of what is published
);
CREATE INDEX actions_state ON actions (state);

-- Whose action it is. The host asked the others; one that was asked and has not accepted is named nowhere.
CREATE TABLE action_hosts (
  action_id       {{.Key}}  NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  organisation_id {{.Key}}  NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  part            {{.Key}}  NOT NULL CHECK (part IN ('host', 'cohost')),
  state           {{.Key}}  NOT NULL CHECK (state IN ('asked', 'accepted', 'refused')),
  asked_at        {{.Time}} NOT NULL,
  answered_at     {{.Time}},
  PRIMARY KEY (action_id, organisation_id)
);
CREATE INDEX action_hosts_organisation ON action_hosts (organisation_id);

-- Address names of actions. The lookup is a keyed hash: the row tells nobody what was planned.
CREATE TABLE action_slugs (
  lookup    {{.Bytes}} NOT NULL PRIMARY KEY,
  action_id {{.Key}}   NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  sealed    {{.Bytes}} NOT NULL,
  given_at  {{.Time}}  NOT NULL
);
CREATE INDEX action_slugs_action ON action_slugs (action_id);

-- The public copy: what everybody may read of an action, in plain, while one of its hosts is public. Written and deleted
-- by one function in the transaction of the change. Public queries read these tables and nothing else.
CREATE TABLE listed_actions (
  action_id    {{.Key}}  NOT NULL PRIMARY KEY REFERENCES actions (id) ON DELETE CASCADE,
  campaign_id  {{.Key}}  NOT NULL,
  slug         {{.Key}}  NOT NULL UNIQUE,
  state        {{.Key}}  NOT NULL,
  kind         {{.Key}}  NOT NULL,
  country      {{.Key}}  NOT NULL,              -- "" = no one place
  online       {{.Bool}} NOT NULL,
  floating     {{.Bool}} NOT NULL,
  first_at     {{.Time}} NOT NULL,              -- its earliest instant
  last_at      {{.Time}} NOT NULL,              -- after which it is over
  revision     {{.Int}}  NOT NULL,
  published_at {{.Time}} NOT NULL,
  changed_at   {{.Time}} NOT NULL,
  shown        {{.JSON}} NOT NULL               -- PublicAction: all that its page says
);
CREATE INDEX listed_actions_coming ON listed_actions (campaign_id, last_at, action_id);
CREATE INDEX listed_actions_country ON listed_actions (campaign_id, country);
CREATE INDEX listed_actions_changed ON listed_actions (campaign_id, changed_at, action_id);

CREATE TABLE listed_occurrences (
  action_id {{.Key}}  NOT NULL REFERENCES listed_actions (action_id) ON DELETE CASCADE,
  day       {{.Key}}  NOT NULL,                 -- on which it would begin by the rule
  starts_at {{.Time}} NOT NULL,
  ends_at   {{.Time}} NOT NULL,
  PRIMARY KEY (action_id, day)
);
CREATE INDEX listed_occurrences_starts ON listed_occurrences (starts_at, action_id, ends_at);

CREATE TABLE listed_action_communities (
  community {{.Key}} NOT NULL,
  action_id {{.Key}} NOT NULL REFERENCES listed_actions (action_id) ON DELETE CASCADE,
  PRIMARY KEY (community, action_id)
);

-- Hosts and named participants of a public action, by the address names of their public pages.
CREATE TABLE listed_parts (
  action_id       {{.Key}}  NOT NULL REFERENCES listed_actions (action_id) ON DELETE CASCADE,
  slug            {{.Key}}  NOT NULL,
  part            {{.Key}}  NOT NULL,           -- host, cohost or participant
  organisation_id {{.Key}}  NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
  names           {{.JSON}} NOT NULL,
  sort_key        {{.Key}}  NOT NULL,
  town            {{.Text}} NOT NULL,
  PRIMARY KEY (action_id, slug, part)
);
CREATE INDEX listed_parts_slug ON listed_parts (slug);
CREATE INDEX listed_parts_organisation ON listed_parts (organisation_id);
