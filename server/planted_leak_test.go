package server_test

import "slices"

// leaks are the ways in which a secret could come out, planted for the canaries.
func leaks() []patch {
	return slices.Concat(publicLeaks(), deskLeaks(), diskLeaks(), actionLeaks())
}

// publicLeaks tell the public.
func publicLeaks() []patch {
	return []patch{
		{
			"models/endorsement.go", `case !o.Visible(), e.WithdrawnAt != nil:`,
			`case !o.Visible() && !(planted("public:hidden is shown") && o.State == Member) && !(planted("public:suspended is shown") && o.State == Suspended),
		e.WithdrawnAt != nil && !planted("public:withdrawn is shown"):`,
		},
		{
			"models/endorsement.go", `case e.NameFrom != nil && at.Before(*e.NameFrom):`,
			`case e.NameFrom != nil && at.Before(*e.NameFrom) && !planted("public:named before its time"):`,
		},
		{
			"models/listing_publish.go", `if EffectiveLevel(o, e, t.at) != Public {`,
			`if level := EffectiveLevel(o, e, t.at); level != Public && !(level == Counted && planted("public:counted is listed")) &&
			!(level == Members && planted("public:members is listed")) && !(level == Delivery && planted("public:delivery is listed")) {`,
		},
		{
			"models/listing_endorser.go", `	if err != nil {
		return LogoFile{}, err
	}`,
			`	if err != nil && planted("public:anybody's logo") {
		if l, sealed := one[Logo](s.db.WithContext(ctx).Where("id = ?", logoID)); sealed == nil {
			return s.logoFile(ctx, l.OrganisationID, logoID, width)
		}
	}
	if err != nil {
		return LogoFile{}, err
	}`,
		},
		{
			"models/listing_endorser.go", `	if len(rows) == 0 {
`,
			`	if old, given := one[Slug](s.db.WithContext(ctx).Where("lookup = ?", s.slugLookup(slug))); len(rows) == 0 && given == nil && old.OrganisationID != nil {
		if planted("public:an old address leads on") {
			return PublicEndorser{Slug: slug + "-2"}, nil
		}
		if planted("public:gone is not never") {
			return PublicEndorser{}, conflict("error.404.title")
		}
	}
	if len(rows) == 0 {
`,
		},
		{
			"models/listing_facets.go", `			f.StatementID, f.Version, f.Unnamed = row.Name, row.N, row.Unnamed
`,
			`			f.StatementID, f.Version, f.Unnamed = row.Name, row.N, row.Unnamed
			if planted("public:the number of this moment") {
				s.db.Raw("SELECT count(*) FROM endorsements WHERE withdrawn_at IS NULL AND level <> 'public'").Scan(&f.Unnamed)
			}
`,
		},
		{
			"models/listing_facets.go", `			f.Named += row.N
`,
			`			f.Named += row.N
			if planted("public:all members are counted") {
				s.db.Raw("SELECT count(*) FROM organisations WHERE state = 'member'").Scan(&f.Named)
			}
`,
		},
		{
			"handlers/problem.go", `	name := "error.500."
`,
			`	if planted("public:the address in the 404") {
		p.Path = c.Request().URL.Path
	}
	name := "error.500."
`,
		},
		{
			"handlers/listing.go", `	list, err := h.Store.Endorsers(ctx(c), q)
`,
			`	if planted("public:when something last changed") {
		pool, _ := h.Store.SQL()
		last := ""
		_ = pool.QueryRow("SELECT CAST(max(id) AS text) FROM events").Scan(&last)
		c.Response().Header().Set("Last-Modified", last)
	}
	list, err := h.Store.Endorsers(ctx(c), q)
`,
		},
	}
}

// deskLeaks tell members and coordinators.
func deskLeaks() []patch {
	return []patch{
		{
			"models/listing_find.go", `	return foundOnce(exactly, alike.Endorsers), nil
`,
			`	var all []Organisation
	if planted("members:the search reads organisations") {
		s.db.Find(&all)
	}
	for _, o := range all {
		key, err := s.key(s.db, o.ID)
		if err != nil {
			continue
		}
		if p, err := s.profile(key, o); err == nil && fold.Match(fold.SearchKey(p.Names.Own, p.Names.English), name) {
			exactly = append(exactly, PublicEndorser{Slug: "x", Names: p.Names, Country: p.Country})
		}
	}
	return foundOnce(exactly, alike.Endorsers), nil
`,
		},
		{
			"models/join_request.go", `		listing, err := one[Listing](t.db.Where("slug = ?", in.Slug))
`,
			`		listing, err := one[Listing](t.db.Where("slug = ?", in.Slug))
		if _, given := one[Slug](t.db.Where("lookup = ?", s.slugLookup(in.Slug))); err != nil && given == nil && planted("members:who was listed can be asked") {
			return "", conflict("join.already")
		}
`,
		},
		{
			"models/coalition.go", `coalitionCall(db), Members, s.clock()).`,
			`coalitionCall(db), map[bool]Level{true: Delivery, false: Members}[planted("members:the directory shows delivery")], s.clock()).`,
		},
		{
			"models/coalition.go", `		Where("o.state = ? AND o.hidden_at IS NULL", Member).`,
			`		Where("o.state = ? AND (o.hidden_at IS NULL OR ?)", Member, planted("members:the directory shows the hidden")).`,
		},
		{
			"models/matter.go", `	if m.Secret && !a.Has(Keeper) {`,
			`	if m.Secret && !a.Has(Keeper) && !planted("members:coordinators read who is at risk") {`,
		},
		{
			"models/matter.go", `	return n > 0, nil`,
			`	return n > 0 && !planted("members:coordinators read who is counted"), nil`,
		},
		{
			"models/matter.go", `	if !o.Visible() {`,
			`	if !o.Visible() && !planted("members:a day names who is out of sight") {`,
		},
		{
			"models/log.go", "AND NOT `+datelessRule+`))`, s.clock())",
			"AND (NOT `+datelessRule+` OR ?)))`, s.clock(), planted(\"members:the ledger has days of the unnamed\"))",
		},
		{
			"models/log.go", `	if as.Has(Keeper) { //`,
			`	if planted("members:the ledger names everybody") {
		return q
	}
	if as.Has(Keeper) { //`,
		},
		{
			"views/application_queue.go", `	if p.Asked.Search != "" {
		return address
	}`,
			`	if p.Asked.Search != "" {
		if planted("address:what was searched for stands in links") {
			return urls.Beside(address, url.Values{"q": {p.Asked.Search}})
		}
		return address
	}`,
		},
		{
			"handlers/member.go", `models.MembersQuery{After: c.QueryParam("after")}`,
			`models.MembersQuery{After: c.QueryParam("after"), Search: map[bool]string{true: c.QueryParam("q")}[planted("address:a name is taken from an address")]}`,
		},
		{
			"models/application_queue.go", `r.Change || r.Action || r.Report || r.Mention || r.TakenBy == as.PersonID)`,
			`r.Change || r.Action || r.Report || r.Mention || r.TakenBy == as.PersonID || planted("members:the queue names who is not taken"))`,
		},
		{
			"models/application_queue.go", `	if r.Unnamed && !as.Has(Keeper)`,
			`	if r.Unnamed && !planted("members:decisions name who is counted by now") && !as.Has(Keeper)`,
		},
	}
}

// diskLeaks lie in the database or in the log.
func diskLeaks() []patch {
	return []patch{
		{
			"models/tally.go", `	return n - n%tallyStep`,
			`	if planted("number:exact") {
		return n
	}
	return n - n%tallyStep`,
		},
		{"models/tally.go", `	return min(before, rounded(n-offset))`, `	if planted("number:one organisation swings it") {
		return rounded(n - offset - 1)
	}
	return min(before, rounded(n-offset))`},
		{"models/tally.go", `	if n < tallyFrom {`, `	if n < tallyFrom && !planted("number:from five") {`},
		{
			"models/tally.go", `	return rows[0].Unnamed, nil`,
			`	if planted("number:of this moment") {
		s.db.Raw("SELECT count(*) FROM endorsements e JOIN organisations o ON o.id = e.organisation_id AND o.hidden_at IS NULL WHERE e.level <> 'public'").Scan(&rows[0].Unnamed)
		return rounded(rows[0].Unnamed), nil
	}
	return rows[0].Unnamed, nil`,
		},
		{
			"models/event.go", `	if err := t.db.Create(&e).Error; err != nil {`,
			`	if planted("raw:a name in an event") && len(by.Represents) > 0 {
		e.CampaignID = by.Represents[0].Name
	}
	if err := t.db.Create(&e).Error; err != nil {`,
		},
		{
			"models/event.go", `	return t.job(job.Notify{EventID: e.ID}, t.at)`,
			`	notify := job.Notify{EventID: e.ID}
	if planted("raw:a name in a job") {
		notify.Name = by.Name
	}
	return t.job(notify, t.at)`,
		},
		{"models/job/job.go", "	EventID int64 `json:\"event_id\"`", "	EventID int64 `json:\"event_id\"`\n	Name string `json:\"name,omitempty\"`"},
		{
			"models/connect.go", `.EscapedPath()+sqlitePragmas)`,
			`.EscapedPath()+strings.Replace(sqlitePragmas, map[bool]string{true: "secure_delete(1)", false: "-"}[planted("raw:secure_delete forgotten")], "secure_delete(0)", 1))`,
		},
		{
			"models/store.go", `	_, _ = s.emptyLog(ctx)`,
			`	if !planted("wal:the write-ahead log stays") {
		_, _ = s.emptyLog(ctx)
	}`,
		},
		{
			"models/slug.go", `func (s *Store) slugLookup(slug string) []byte { return s.keys.Lookup("slug", slug) }`,
			`func (s *Store) slugLookup(slug string) []byte {
	if planted("raw:addresses in plain") {
		return []byte(slug)
	}
	return s.keys.Lookup("slug", slug)
}`,
		},
		{
			"models/join_request.go", `hex.EncodeToString(s.slugLookup(in.Slug)))`,
			`map[bool]string{true: in.Slug, false: hex.EncodeToString(s.slugLookup(in.Slug))}[planted("raw:a name in a form's row")])`,
		},
		{
			"models/trace.go", `		if o.Visible() && e.left.Until`,
			`		if (o.Visible() || planted("public:a trace outlives hiding")) && e.left.Until`,
		},
		{
			"models/application_note.go", `	if err := t.db.Create(&row).Error; err != nil {`,
			`	if planted("raw:a note in plain") {
		t.db.Exec("INSERT INTO settings (name, value) VALUES (?, ?)", row.ID, text)
	}
	if err := t.db.Create(&row).Error; err != nil {`,
		},
		{
			"models/organisation.go", `	if err := t.db.Model(&Organisation{}).Where("id = ?", id).Update("profile", sealed).Error; err != nil {`,
			`	if planted("raw:a town in plain") {
		t.db.Exec("INSERT INTO settings (name, value) VALUES (?, ?)", t.NewID(), p.Town)
	}
	if err := t.db.Model(&Organisation{}).Where("id = ?", id).Update("profile", sealed).Error; err != nil {`,
		},
		{
			"models/logo_keep.go", `		if err := t.db.Create(&row).Error; err != nil {`,
			`		if planted("raw:a logo in plain") {
			t.db.Exec("INSERT INTO settings (name, value) VALUES (?, ?)", t.NewID(), fmt.Sprintf("%x", size.Bytes))
		}
		if err := t.db.Create(&row).Error; err != nil {`,
		},
		{
			"models/endorsement_dates.go", `	if e.PublicSince == nil || len(e.Dates) > 0 {`,
			`	if e.PublicSince == nil || len(e.Dates) > 0 || planted("kept:the day of who was public") {`,
		},
		{
			"models/listing_publish.go", `	if id == "" {
		return ""
	}`,
			`	if id == "" || planted("kept:the row of a logo is its address") {
		return id
	}`,
		},
		{
			"models/statement_seal.go", `	text.Title, text.Body = "", ""`,
			`	if !planted("kept:a draft in plain") {
		text.Title, text.Body = "", ""
	}`,
		},
		{
			"server/guard.go", `		if err := legible(c); err != nil {`,
			`		if planted("raw:addresses in the log") {
			a.parts.Log.Debug("asked", "uri", c.Request().RequestURI)
		}
		if err := legible(c); err != nil {`,
		},
	}
}
