package server_test

import "slices"

// actionLeaks tell of joint actions what is not to be known.
func actionLeaks() []patch {
	return append(publicActionLeaks(), slices.Concat(memberActionLeaks(), placeLeaks(), mentionLeaks())...)
}

// publicActionLeaks tell the public.
func publicActionLeaks() []patch {
	return []patch{
		{
			"models/action_listed.go", `	gone := t.db.Where("action_id = ? AND organisation_id = ? AND part = ?", actionID, organisationID, Participant).Delete(&ListedPart{})
`,
			`	if planted("action:a participant outlives hiding") {
		if parts, err := t.publicParticipants(actionID, "p.organisation_id = ?", organisationID); err != nil || len(parts) == 0 {
			return err
		}
	}
	gone := t.db.Where("action_id = ? AND organisation_id = ? AND part = ?", actionID, organisationID, Participant).Delete(&ListedPart{})
`,
		},
		{
			"models/action_listed.go", `	err := t.db.Table("action_hosts h").Select("l.*, h.part").Joins("JOIN listings l ON l.organisation_id = h.organisation_id").
		Joins("JOIN statements s ON s.id = l.statement_id AND s.kind = ?", Call).
		Where("h.action_id = ? AND h.state = ?", actionID, HostAccepted).`,
			`	all := map[bool]string{true: "LEFT ", false: ""}[planted("action:hosts need not be listed")]
	err := t.db.Table("action_hosts h").Select("l.*, h.part").Joins(all + "JOIN listings l ON l.organisation_id = h.organisation_id").
		Joins(all + "JOIN statements s ON s.id = l.statement_id AND s.kind = ?", Call).
		Where("h.action_id = ? AND (h.state = ? OR ?)", actionID, HostAccepted, planted("action:a co-host is named before it accepts")).`,
		},
		{
			"models/action_listed.go", `"p.action_id = ? AND NOT p.quiet AND NOT p.waiting", actionID).Where(where, args...).Order(`,
			`"p.action_id = ? AND (NOT p.quiet OR ?) AND NOT p.waiting", actionID, planted("action:who takes part quietly is listed")).Where(where, args...).Order(`,
		},
		{
			"models/action_publish.go", `	if p.Mode == AtVenue {
		p.Place = ""`,
			`	if p.Mode == AtVenue {
		p.Place = map[bool]string{true: c.Where.Venue, false: ""}[planted("action:the venue is for everybody")]`,
		},
		{
			"models/action_publish.go", `	if !a.Published() || a.Audience != ForPublic || a.WithheldAt != nil {`,
			`	if !a.Published() || a.Audience != ForPublic && !planted("action:what is for members is listed") || a.WithheldAt != nil {`,
		},
		{
			"models/action_publish.go", `PublishedAt: *a.PublishedAt, ChangedAt: *a.ChangedAt,`,
			`PublishedAt: *a.PublishedAt, ChangedAt: map[bool]time.Time{true: t.at, false: *a.ChangedAt}[planted("action:when its hosts changed")],`,
		},
		{
			"models/action_publish.go", `Revision: a.Revision, PublishedAt`,
			`Revision: a.Revision + map[bool]int{true: t.hostsEver(a.ID), false: 0}[planted("action:calendars count those who went")], PublishedAt`,
		},
		{
			"models/action_status.go", `func lastEnd(`,
			`func (t *tx) hostsEver(id string) int {
	var n int64
	t.db.Model(&ActionHost{}).Where("action_id = ?", id).Count(&n)
	return int(n)
}

func lastEnd(`,
		},
		{
			"models/action_people.go", `	people := ActionPeople{Named: counts[0].Named, Unnamed: counts[0].Unnamed}
`,
			`	people := ActionPeople{Named: counts[0].Named, Unnamed: counts[0].Unnamed}
	if planted("action:the number of this moment") {
		db.Raw("SELECT COUNT(*) FROM participations WHERE quiet AND action_id = ?", counts[0].ActionID).Scan(&people.Unnamed)
	}
`,
		},
		{
			"models/action_sheet.go", `	if err != nil {
		return ActionSheet{}, at, err
	}
	sheets, err := s.sheets(ctx, []sheetRow{row})`,
			`	if old, given := one[ActionSlug](s.db.WithContext(ctx).Where("lookup = ?", s.actionSlugLookup(slug))); err != nil && given == nil && old.ActionID != nil {
		if planted("action:an old address leads on") {
			return ActionSheet{Slug: slug + "-2"}, at, nil
		}
		if planted("action:gone is not never") {
			return ActionSheet{}, at, conflict("error.404.title")
		}
	}
	if err != nil {
		return ActionSheet{}, at, err
	}
	sheets, err := s.sheets(ctx, []sheetRow{row})`,
		},
		{
			"models/report_publish.go", `	gone := []string{}
`,
			`	if planted("action:a report outlives hiding") && len(there) > 3 {
		return false, nil
	}
	gone := []string{}
`,
		},
		{
			"models/report_publish.go", `	gone := t.db.Where("action_id = ? AND picture_id NOT IN ?", actionID, ids).Delete(&ListedReportPicture{})
`,
			`	if planted("action:a picture outlives hiding") {
		ids = t.everyPicture(actionID)
	}
	gone := t.db.Where("action_id = ? AND picture_id NOT IN ?", actionID, ids).Delete(&ListedReportPicture{})
`,
		},
		{
			"models/report_publish.go", `func (t *tx) copyReportPicture(`,
			`func (t *tx) everyPicture(actionID string) (ids []string) {
	t.db.Model(&ListedReportPicture{}).Where("action_id = ?", actionID).Pluck("picture_id", &ids)
	return append(ids, "")
}

func (t *tx) copyReportPicture(`,
		},
		{
			"models/calendar_token.go", `AND o.state = ?)", Member).`,
			`AND (o.state = ? OR ?))", Member, planted("action:calendars outlive membership")).`,
		},
		{
			"models/calendar_token.go", `		if gone = gone.Delete(&CalendarToken{}); gone.Error != nil {`,
			`		if gone = gone.Where("? = 0", map[bool]int{true: 1}[planted("action:a revoked calendar answers")]).Delete(&CalendarToken{}); gone.Error != nil || planted("action:a revoked calendar answers") {
			return "", gone.Error
		}
		if gone.Error != nil {`,
		},
	}
}

// memberActionLeaks tell members, hosts and coordinators.
func memberActionLeaks() []patch {
	return []patch{
		{
			"models/cohost_participant.go", `(p.quiet AND p.hosts_see AND ? AND "+quietToo+" OR NOT p.quiet AND "+named+")", append([]any{known, hostID, HostAccepted}, args...)...)`,
			`(p.quiet AND (? OR p.hosts_see AND ? AND "+quietToo+") OR NOT p.quiet AND (? OR "+named+"))", append([]any{planted("action:hosts see who takes part quietly"), known, hostID, HostAccepted, planted("action:hosts see who stands quieter by now")}, args...)...)`,
		},
		{
			"models/cohost_part.go", `Where("(h.organisation_id = ? OR "+named+")", append([]any{own}, args...)...)`,
			`Where("(h.organisation_id = ? OR ? OR "+named+")", append([]any{own, planted("action:hosts see who hid")}, args...)...)`,
		},
		{"models/participation.go", `		if h.Named {`, `		if h.Named || planted("action:what hidden ones host can be joined") {`},
		{"models/action_members.go", `		if len(hosts[row.ID]) == 0 {`, `		if len(hosts[row.ID]) == 0 && !planted("action:members read what hidden ones host") {`},
		{
			"models/report_desk.go", `	m.Secret = told == 0
`,
			`	m.Secret = told == 0 && !planted("action:a report tells of what is out of sight")
`,
		},
		{
			"models/action_own.go", `Joins("JOIN action_hosts h ON h.action_id = a.id AND h.organisation_id = ? AND h.state = ?", q.organisation, HostAccepted).`,
			`Joins("JOIN action_hosts h ON h.action_id = a.id AND (h.organisation_id = ? OR ?) AND h.state = ?", q.organisation, planted("page:actions of other organisations"), HostAccepted).`,
		},
		{
			"models/action_save.go", `	sealed, err := t.sealValue(key, actionPlace(a.ID, "content"), content)
`,
			`	if planted("raw:an action in plain") {
		t.db.Exec("INSERT INTO settings (name, value) VALUES (?, ?)", t.NewID(), content.Texts[content.Original].Title)
	}
	sealed, err := t.sealValue(key, actionPlace(a.ID, "content"), content)
`,
		},
		{
			"models/participation_join.go", `	verb, town := Verb("participation.joined"), ""
`,
			`	if planted("raw:a note to hosts in plain") {
		t.db.Exec("INSERT INTO settings (name, value) VALUES (?, ?)", t.NewID(), j.Note)
	}
	verb, town := Verb("participation.joined"), ""
`,
		},
	}
}

// placeLeaks tell of who is out of sight by the places of an action.
func placeLeaks() []patch {
	return []patch{
		{
			"models/action_listed.go", `Where("p.action_id = ? AND NOT p.quiet AND NOT p.waiting", a.ID).Where(where, args...).Count(&n).Error`,
			`Where("p.action_id = ? AND NOT p.quiet AND NOT p.waiting", a.ID).Where("(? OR "+where+")", append([]any{planted("place:who hid holds a place")}, args...)...).Count(&n).Error`,
		},
		{
			"models/participation_join.go", `Where("action_id = ? AND waiting", a.ID).Where(where, args...).`,
			`Where("action_id = ? AND waiting", a.ID).Where("(? OR "+where+")", append([]any{planted("place:who hid is moved up")}, args...)...).`,
		},
		{
			"models/participation.go", `	if v.Joined == nil || v.Joined.Waiting {`,
			`	if v.Joined == nil && !planted("place:the link before joining") || v.Joined != nil && v.Joined.Waiting && !planted("place:the link on the waiting list") {`,
		},
		{
			"models/participation.go", `	if !known[v.ActionID] {`,
			`	if !known[v.ActionID] && !planted("place:the link to who came unseen") && !planted("place:the link before joining") {`,
		},
		{
			"models/calendar_private.go", `row.Waiting || !known[row.ID] {`,
			`row.Waiting || !known[row.ID] && !planted("place:the calendar of who came unseen") {`,
		},
		{
			"models/participation_known.go", `	if p.Quiet {
		q = q.Where(`,
			`	if p.Quiet && !planted("place:hosts are told that an unknown one went") {
		q = q.Where(`,
		},
		{
			"models/participation_leave.go", `	if p.HostsKnew {`,
			`	if p.HostsKnew || planted("place:hosts are told that an unknown one went") {`,
		},
		{
			"models/participation_known.go", `	if known[a.ID] {
		return nil
	}
	if before`,
			`	if known[a.ID] || p.WithheldAt == nil && planted("place:who hid did not leave") {
		return nil
	}
	if before`,
		},
		{
			"models/action_decide.go", `verb LIKE 'action.%'", "action"`,
			`(verb LIKE 'action.%' OR ?)", "action"`,
		},
		{
			"models/action_decide.go", `a.ID, draftVerbs()).Order("id DESC")`,
			`a.ID, draftVerbs(), planted("place:the desk is told that somebody joined")).Order("id DESC")`,
		},
	}
}

// mentionLeaks leave the name of who is out of sight in others' words.
func mentionLeaks() []patch {
	return []patch{
		{
			"models/mention_members.go", `	f(spot{action: a.ID}, append(content.public(said).written(), content.guestWords()...))
`,
			`	if !planted("mention:words for members are not searched") {
		f(spot{action: a.ID}, append(content.public(said).written(), content.guestWords()...))
	}
`,
		},
		{
			"models/mention_members.go", `	for _, r := range reports {
		shown := `,
			`	for _, r := range reports {
		if planted("mention:reports for members are not searched") {
			break
		}
		shown := `,
		},
		{
			"models/mention_town.go", `	if j.Town == "" {`, `	if j.Town == "" || planted("mention:towns are not searched") {`,
		},
		{
			"models/participation.go", `		if p.WithheldAt != nil {`, `		if p.WithheldAt != nil && !planted("mention:a town stays in sight") {`,
		},
		{
			"models/action_publish.go", `	if a.Published() && a.Audience == ForMembers && a.WithheldAt == nil {`,
			`	if a.Published() && a.Audience == ForMembers && a.WithheldAt == nil && !planted("mention:words for members are published unsearched") && !planted("action:what is for members is listed") {`,
		},
		{
			"models/participation_join.go", `	if town != j.Town || before.Quiet || before.Waiting {`,
			`	if !planted("mention:towns are told unsearched") && (town != j.Town || before.Quiet || before.Waiting) {`,
		},
	}
}
