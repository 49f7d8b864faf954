package server

import "keephope/handlers"

// campaignHandlers answer the first page, the statement and the pages of plain words, and where coordinators write them.
type campaignHandlers struct {
	statements    handlers.Statements
	texts         handlers.Texts
	campaigns     handlers.Campaigns
	statementDesk handlers.StatementDesk
}

func campaign(frame handlers.Frame) campaignHandlers {
	return campaignHandlers{
		statements:    handlers.Statements{Frame: frame},
		texts:         handlers.Texts{Frame: frame},
		campaigns:     handlers.Campaigns{Frame: frame},
		statementDesk: handlers.StatementDesk{Frame: frame},
	}
}

// campaignRoutes are the addresses of the campaign and its call.
func (a *App) campaignRoutes() []Route {
	h := a.handlers
	return []Route{
		{get, "/:lang", Kept, h.home.Slash},
		{get, "/:lang/", Kept, h.home.Page},
		{get, "/:lang/statement", Kept, h.statements.Newest},
		{get, "/:lang/statement/:number", Kept, h.statements.Version},
		{get, "/:lang/statement/:number/changes", Kept, h.statements.Changes},
		{get, "/:lang/safety", Kept, h.texts.Safety},
		{get, "/:lang/privacy", Kept, h.texts.Privacy},
		{get, "/:lang/accessibility", Kept, h.texts.Accessibility},

		{get, "/:lang/desk/campaign", Desk, h.campaigns.Desk},
		{post, "/:lang/desk/campaign", Desk, h.campaigns.Begin},
		{get, "/:lang/desk/campaign/voices", Desk, h.campaigns.Voices},
		{post, "/:lang/desk/campaign/voices/pick", Desk, h.campaigns.PickVoice},
		{post, "/:lang/desk/campaign/voices/drop", Desk, h.campaigns.DropVoice},
		{get, "/:lang/desk/asks", Desk, h.campaigns.Asks},
		{post, "/:lang/desk/asks/pin", Desk, h.campaigns.Pin},
		{post, "/:lang/desk/asks/unpin", Desk, h.campaigns.Unpin},
		{post, "/:lang/desk/asks/move", Desk, h.campaigns.Move},
		{get, "/:lang/desk/campaign/:text", Desk, h.campaigns.Form},
		{post, "/:lang/desk/campaign/:text", Desk, h.campaigns.Save},
		{get, "/:lang/desk/statement", Desk, h.statementDesk.List},
		{post, "/:lang/desk/statement", Desk, h.statementDesk.Begin},
		{get, "/:lang/desk/statement/draft/:text", Desk, h.statementDesk.Write},
		{post, "/:lang/desk/statement/draft/:text", Desk, h.statementDesk.Save},
		{get, "/:lang/desk/statement/publish", Desk, h.statementDesk.AskPublish},
		{post, "/:lang/desk/statement/publish", Desk, h.statementDesk.Publish},
		{post, "/:lang/desk/statement/discard", Desk, h.statementDesk.Discard},
		{get, "/:lang/desk/statement/:number/translate/:text", Desk, h.statementDesk.Translate},
		{post, "/:lang/desk/statement/:number/translate/:text", Desk, h.statementDesk.AddTranslation},
	}
}
