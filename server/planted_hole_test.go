package server_test

// holes are guards taken away, one at a time, for the matrix.
func holes() []patch {
	patches := []patch{
		{"server/guard.go", `			if !ok {
				return echo.NewHTTPError(http.StatusNotFound)
			}`, `			if !ok && !planted("page:any language") {
				return echo.NewHTTPError(http.StatusNotFound)
			}`},
		{"server/guard.go", `		if err := legible(c); err != nil {`, `		if err := legible(c); err != nil && !planted("page:addresses that are no text") {`},
		{"server/guard.go", `		if r.Access == Public || r.Access == Kept {`, `		if (r.Access == Public || r.Access == Kept) && !planted("header:public pages read the session") {`},
		{"server/guard.go", `		c.Response().Header().Set("Cache-Control", "private, no-store")`, `		if !planted("header:private pages may be kept") {
			c.Response().Header().Set("Cache-Control", "private, no-store")
		}`},
		{"server/guard.go", `		if err := admit(r.Access, actor); err != nil {`, `		if err := admit(r.Access, actor); err != nil && !planted("page:everybody is admitted") {`},
		{"server/guard.go", `	case !actor.SignedIn():`, `	case !actor.SignedIn() && !planted("page:strangers are admitted"):`},
		{"server/guard.go", `	case access == Desk:`, `	case access == Desk && !planted("page:everybody comes to the desk"):`},
		{"server/guard.go", `	case access == Admin:`, `	case access == Admin && !planted("page:everybody comes to administration"):`},
		{"server/app.go", `protection.Handler(e)`, `map[bool]http.Handler{true: e, false: protection.Handler(e)}[planted("form:other sites may send forms")]`},
		{"models/actor.go", `	if _, ok := a.At(organisationID); !ok {
		return notFound()
	}
	return nil`, `	if _, ok := a.At(organisationID); !ok && !planted("page:anybody reads an organisation") {
		return notFound()
	}
	return nil`},
		{"models/actor.go", `	if r.Standing == Observer {`, `	if r.Standing == Observer && !planted("form:observers edit") {`},
		{"models/actor.go", `	if r.Standing != Signatory {`, `	if r.Standing != Signatory && !planted("form:editors bind") && !(planted("form:editors sign, observers do not") && r.Standing == Editor) {`},
		{"models/actor.go", `	if !a.Has(Coordinator) {
		return forbidden()
	}
	return nil
}

// MayAdminister`, `	if !a.Has(Coordinator) && !planted("page:everybody coordinates") {
		return forbidden()
	}
	return nil
}

// MayAdminister`},
		{"models/actor.go", `	if !a.Has(Administrator) {`, `	if !a.Has(Administrator) && !planted("page:everybody administers") {`},
		{"models/actor.go", `	if !a.IsMember() && !a.Has(Coordinator) {`, `	if !a.IsMember() && !a.Has(Coordinator) && !planted("page:everybody reads the directory") {`},
		{"models/matter.go", `	if m.Secret && !a.Has(Keeper) {`, `	if m.Secret && !a.Has(Keeper) && !planted("page:coordinators read who is at risk") {`},
		{"models/listing_endorser.go", `	if len(rows) == 0 {
`, `	if len(rows) == 0 && planted("page:who is nowhere has a page") {
		return PublicEndorser{Slug: slug}, nil
	}
	if len(rows) == 0 {
`},
		{"models/logo_keep.go", `Where("id = ? AND organisation_id = ?", logoID, organisationID).Order("width")`, `Where("id = ? AND (organisation_id = ? OR ?)", logoID, organisationID, planted("page:logos of other organisations")).Order("width")`},
		{"models/person_list.go", `	person, err := one[Person](s.db.WithContext(ctx).Where("id = ?", id))
	if err != nil {`, `	person, err := one[Person](s.db.WithContext(ctx).Where("id = ?", id))
	if err != nil && !planted("page:people who are not there") {`},
		{"handlers/signin.go", `	if c.Request().Method != http.MethodGet {`, `	if c.Request().Method != http.MethodGet && !planted("header:a HEAD ends a sign-in") {`},
		{"handlers/log.go", `	found, err := h.Store.Log(ctx(c), actor(c), q)
`, `	if planted("page:reading is written down") {
		pool, _ := h.Store.SQL()
		_, _ = pool.Exec("UPDATE people SET lang = 'ru'")
	}
	found, err := h.Store.Log(ctx(c), actor(c), q)
`},
	}
	for name, line := range map[string]string{
		"a content policy": `Set("Content-Security-Policy", contentPolicy)`, "nosniff": `Set("X-Content-Type-Options", "nosniff")`,
		"a referrer policy": `Set("Referrer-Policy", "same-origin")`, "an opener policy": `Set("Cross-Origin-Opener-Policy", "same-origin")`,
		"a resource policy": `Set("Cross-Origin-Resource-Policy", "same-origin")`,
		"strict transport":  `Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")`,
	} {
		patches = append(patches, patch{"server/headers.go", "h." + line, `if !planted("header:without ` + name + `") {
				h.` + line + `
			}`})
	}
	return patches
}
