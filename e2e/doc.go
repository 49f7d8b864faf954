// Package e2e walks the product in a real browser: the journeys of its users, in every language, on a phone and on a
// desk, light and dark, with and without JavaScript, and lets axe look at every page on the way.
package e2e
