package models_test

import (
	"strings"
	"testing"

	"keephope/models"
	"keephope/models/modelstest"
)

// A search that no form of ours sends is refused everywhere, before anything is opened or asked.
func TestSearchesAreBounded(t *testing.T) {
	modelstest.On(t, func(t *testing.T, w *modelstest.World) {
		ctx, call := t.Context(), w.Call(t)
		member := w.Member(t, call, "House of Windows", models.Public).Signatory
		irena, admin := w.AsRole(t, "Irena", models.Coordinator), w.AsRole(t, "Ana", models.Administrator)
		for text, refused := range map[string]bool{"window": false, strings.Repeat("я", 200): false, strings.Repeat("я", 201): true, "a\x00": true, "\xff": true} {
			for where, search := range map[string]func() error{
				"the directory": func() error {
					_, err := w.Store.Coalition(ctx, member, models.CoalitionQuery{Search: text})
					return err
				},
				"the queue": func() error { _, err := w.Store.Queue(ctx, irena, models.QueueQuery{Search: text}); return err },
				"the organisations": func() error {
					_, err := w.Store.MembersAtDesk(ctx, irena, models.MembersQuery{Search: text})
					return err
				},
				"the people": func() error { _, err := w.Store.People(ctx, admin, models.PeopleQuery{Search: text}); return err },
			} {
				if err := search(); (models.KindOf(err) == models.Invalid) != refused || !refused && err != nil {
					t.Errorf("%s: %.8q… (%d bytes): %v", where, text, len(text), err)
				}
			}
		}
	})
}
