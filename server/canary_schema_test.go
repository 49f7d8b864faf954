package server_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"keephope/models"
)

// columns are the columns of a table by what they tell of an organisation.
type columns struct {
	sealed  string // its words, under its data key or a person's
	copied  string // what is public now, in plain: the row goes when the organisation is hidden
	written string // what coordinators wrote to be public
	former  string // of an earlier release: emptied at start, and by every change of an organisation
	silent  string // ids, instants, states, hashes and choices that say none of its words
}

// schema classifies every column of ours. Whoever adds one decides here what it tells: a canary's word cannot stand in a
// number, a date or a choice from a list, so no search in bytes would find those.
func schema() map[string]columns {
	return map[string]columns{
		"data_keys":             {silent: "owner_id wrapped made_at"},
		"people":                {sealed: "name", silent: "id lang created_at disabled_at"},
		"identities":            {sealed: "sealed", silent: "lookup person_id provider added_at"},
		"roles":                 {silent: "person_id role granted_at"},
		"sign_ins":              {silent: "state_hash browser_hash provider nonce verifier return_to purpose setup_key_hash person_id expires_at"},
		"setup_keys":            {silent: "key_hash expires_at used_at"},
		"sessions":              {silent: "id token_hash person_id provider started_at seen_at ends_at"},
		"organisations":         {sealed: "profile reason", silent: "id number state created_at joined_at hidden_at suspended_at left_at erase_at"},
		"representatives":       {silent: "organisation_id person_id role since"},
		"slugs":                 {sealed: "sealed", silent: "lookup organisation_id given_at"},
		"logos":                 {sealed: "sealed", silent: "id width height organisation_id media_type added_at"},
		"invitations":           {silent: "id token_hash organisation_id role made_by made_at expires_at used_at used_by revoked_at"},
		"join_requests":         {sealed: "message", silent: "id organisation_id person_id state made_at expires_at decided_by decided_at"},
		"askings":               {sealed: "names", silent: "id person_id made_at expires_at"},
		"appointments":          {silent: "organisation_id person_id approved_by approved_at"},
		"campaigns":             {written: "slug hashtag links dates documented", silent: "id featured historical original_lang created_at edited_at"},
		"campaign_texts":        {written: "title summary occasion asks", silent: "campaign_id lang"},
		"voices":                {silent: "campaign_id organisation_id picked_at"},
		"statements":            {written: "addressee", silent: "id campaign_id kind created_at"},
		"statement_versions":    {silent: "id statement_id number original_lang created_at published_at"},
		"statement_texts":       {written: "title body", sealed: "sealed", silent: "version_id lang sha256 saved_at locked_at"},
		"applications":          {sealed: "answers", silent: "id organisation_id statement_id applicant_id state at_risk saved_at submitted_at answered_at held_until again_after taken_at taken_by decided_at decided_by before_state version_id lang"},
		"application_messages":  {sealed: "body", silent: "id application_id author_id side verb at taken_back_at"},
		"application_notes":     {sealed: "body", silent: "id application_id author_id at"},
		"application_approvals": {silent: "application_id person_id at"},
		"endorsements":          {sealed: "quote mandate dates trace", former: "traced_until", silent: "id organisation_id statement_id version_id lang level name_from given_at given_by public_since withdrawn_at"},
		"traces":                {former: "id organisation_id statement_id names sort_key until"},
		"public_traces":         {copied: "names sort_key until", silent: "id statement_id"},
		"listings": {copied: "slug names folded sort_key country town kind website communities quote quote_lang logo_id version listed_from",
			silent: "endorsement_id organisation_id statement_id"},
		"listing_communities": {copied: "community listed_from sort_key country folded", silent: "statement_id endorsement_id"},
		"listing_logos":       {copied: "logo_id width height media_type bytes", silent: "endorsement_id"},
		"listing_words":       {copied: "listed_from folded", silent: "id endorsement_id statement_id"}, // SQLite
		"listing_search":      {copied: "folded"},                                                       // SQLite
		"actions": {sealed: "content proposal replaced said",
			silent: "id campaign_id state audience revision edition created_by created_at saved_at proposed_at held_until published_at changed_at reports_asked_at withheld_at hidden_at together was_published"},
		"reports":                {sealed: "said shown reason replaced", silent: "id action_id organisation_id state edition sent_at sent_by held_until published_at withheld_at hidden_at"},
		"mentions":               {sealed: "note", silent: "id organisation_id action_id report_id participation_id state found_at changed_at decided_at stands revision"},
		"report_pictures":        {sealed: "sealed", silent: "id width height report_id media_type added_at"},
		"listed_reports":         {copied: "slug names sort_key town shown", silent: "action_id"},
		"listed_report_pictures": {copied: "picture_id width height media_type bytes", silent: "action_id"},
		"action_hosts":           {silent: "action_id organisation_id part state asked_at answered_at offered_at"},
		"action_slugs":           {sealed: "sealed", silent: "lookup action_id given_at ended_at"},
		"listed_actions": {copied: "slug kind country online floating first_at last_at shown revision published_at changed_at state",
			silent: "action_id campaign_id"},
		"listed_occurrences":        {copied: "day starts_at ends_at", silent: "action_id"},
		"listed_action_communities": {copied: "community", silent: "action_id"},
		"pinned_actions":            {silent: "action_id place"},
		"calendar_tokens":           {silent: "lookup organisation_id person_id lang made_at"},
		"participations":            {sealed: "said", silent: "id action_id organisation_id quiet hosts_see waiting joined_at joined_by hosts_knew withheld_at"},
		"withheld_towns":            {silent: "lookup action_id"},
		"agreed_hosts":              {silent: "participation_id organisation_id"},
		"action_tallies":            {silent: "action_id day unnamed"},
		"listed_parts":              {copied: "slug part names sort_key town", silent: "action_id organisation_id"},
		"tallies":                   {silent: "statement_id day unnamed"},
		"events":                    {sealed: "exact", silent: "id at actor_id verb object_kind object_id organisation_id campaign_id"},
		"notices":                   {silent: "person_id event_id at seen_at"},
		"submissions":               {silent: "person_id form_id verb result at"},
		"profile_changes":           {sealed: "proposed message replaced said stood", silent: "id organisation_id state made_by made_at answered_at held_until decided_at decided_by spare_logo"},
		"settings":                  {written: "value", silent: "name"},
		"limits":                    {silent: "key_hash tat"},
	}
}

func (c columns) all() string {
	return strings.Join([]string{c.sealed, c.copied, c.written, c.former, c.silent}, " ")
}

func onStory(t *testing.T, tell func(t *testing.T, s *story)) {
	t.Helper()
	for name, database := range databases(t) {
		t.Run(name, func(t *testing.T) { tell(t, newStory(t, database(t))) })
	}
}

// ours are the tables that are neither River's nor goose's nor a database's own.
func (s *story) ours() []string {
	query := "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
	if _, dialect := s.app.Store().SQL(); dialect == "postgres" {
		query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
	}
	return slices.DeleteFunc(s.texts(query), func(name string) bool {
		return strings.HasPrefix(name, "sqlite_") || strings.HasPrefix(name, "river_") || strings.HasPrefix(name, "listing_search_") ||
			name == "goose_db_version"
	})
}

// typed are the columns of a table with their types as the database calls them, in lower case.
func (s *story) typed(table string) map[string]string {
	s.t.Helper()
	pool, _ := s.app.Store().SQL()
	found, err := pool.QueryContext(s.t.Context(), "SELECT * FROM "+table+" LIMIT 0")
	s.must(err)
	defer found.Close()
	types, err := found.ColumnTypes()
	s.must(err)
	typed := map[string]string{}
	for _, column := range types {
		typed[column.Name()] = strings.ToLower(column.DatabaseTypeName())
	}
	return typed
}

// TestEveryColumnIsClassified is red for a new column until somebody says what it tells, and for one that is gone.
func TestEveryColumnIsClassified(t *testing.T) {
	onStory(t, func(t *testing.T, s *story) {
		classified := schema()
		for _, table := range s.ours() {
			types, known := s.typed(table), strings.Fields(classified[table].all())
			for _, name := range slices.Sorted(maps.Keys(types)) {
				if !slices.Contains(known, name) {
					t.Errorf("%s.%s: say in schema() what it tells of an organisation", table, name)
				}
			}
			for _, name := range known {
				if _, there := types[name]; !there {
					t.Errorf("%s.%s is classified and not there", table, name)
				}
			}
			for _, name := range strings.Fields(classified[table].sealed) {
				if types[name] != "blob" && types[name] != "bytea" {
					t.Errorf("%s.%s is a %s: what is sealed is bytes", table, name, types[name])
				}
			}
		}
	})
}

// TestPublicCopiesAreEmptyWhenNobodyIsPublic hides the only two organisations, one of them with a trace, one with an action.
func TestPublicCopiesAreEmptyWhenNobodyIsPublic(t *testing.T) {
	onStory(t, func(t *testing.T, s *story) {
		stays, went := s.member(secrets()[1].telling), s.member(secrets()[5].telling)
		evening := s.evening(stays, models.ForPublic)
		s.w.Clock.Add(3 * time.Minute)
		s.publishesReport(s.tellsOf(stays, evening, "Lamps in every window"))
		s.w.Exec(t, "UPDATE endorsements SET level = 'public' WHERE id = '"+went.endorsement+"'")
		s.must(s.w.Store.PublishDue(t.Context(), went.endorsement))
		s.must(s.w.Store.Withdraw(t.Context(), went.as, s.w.Sent("withdraw"), models.Withdrawing{OrganisationID: went.id, EndorsementID: went.endorsement, Trace: true}))
		s.announces(stays, "Light in the window")
		var copies []string
		for _, table := range s.ours() {
			if schema()[table].copied != "" {
				copies = append(copies, table)
			}
		}
		for _, table := range copies {
			if s.w.Count(t, "SELECT count(*) FROM "+table) == 0 {
				t.Errorf("%s holds nothing of what is public: the test is blind", table)
			}
		}
		s.hide(stays)
		s.hide(went)
		for _, table := range copies {
			if n := s.w.Count(t, "SELECT count(*) FROM "+table); n != 0 {
				t.Errorf("%s holds %d rows of organisations that are hidden", table, n)
			}
		}
	})
}

// toldIn walks everything that an organisation says of itself.
func toldIn(v reflect.Value, path string, each func(path string, v reflect.Value)) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			toldIn(v.Field(i), path+"."+v.Type().Field(i).Name, each)
		}
	case reflect.Slice:
		for i := range v.Len() {
			toldIn(v.Index(i), path, each)
		}
		if v.Len() == 0 {
			each(path, v)
		}
	default:
		each(path, v)
	}
}

// TestNoSilentColumnSaysWhatAnOrganisationTells compares values whole, so that a year or a country is found too.
func TestNoSilentColumnSaysWhatAnOrganisationTells(t *testing.T) {
	onStory(t, func(t *testing.T, s *story) {
		says := secrets()[1].telling
		says.ownLang = "hy" // no language of ours
		p := s.applied(says)
		d := s.decision(p)
		page, err := s.w.Store.Case(t.Context(), s.keepers[0], p.application)
		s.must(err)
		s.must(s.w.Store.Accept(t.Context(), s.keepers[0], s.w.Sent("accept"), d))
		words := map[string]string{says.quote: "quote", says.position: "position", says.mandate: "mandate", says.person: "person"}
		toldIn(reflect.ValueOf(page.Answers.Profile()), "Profile", func(path string, v reflect.Value) {
			if v.IsZero() {
				t.Errorf("secrets() leave %s empty, or draft does not write it: give it a word in telling", path)
			}
			if path != "Profile.LogoID" {
				words[fmt.Sprint(v.Interface())] = path
			}
		})
		for _, table := range s.ours() {
			for _, name := range strings.Fields(schema()[table].silent) {
				for _, row := range s.read("SELECT " + name + " FROM " + table) {
					if what := words[fmt.Sprint(row[0])]; what != "" {
						t.Errorf("%s.%s holds %s in plain", table, name, what)
					}
				}
			}
		}
	})
}
