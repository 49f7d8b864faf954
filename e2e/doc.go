// Package e2e walks the product in a real browser: the journeys of its users, in every language, on a phone and on a
// desk, light and dark, with and without JavaScript, and lets axe look at every page on the way.
//
// The stories of faults (fault_*_test.go) do to the program what the world does: they run it as a process of the
// operating system, kill it, take its database and its disk away, and send it what no browser would.
package e2e
