package e2e

import "testing"

// On a small screen the head of a page is two lines in every language, and the log is a list that goes nowhere sideways.
func TestASmallScreenHasAHeadOfTwoLines(t *testing.T) {
	browser, base := allocate(t), demoSite(t).URL()
	for _, lang := range []string{"en", "ru", "ar"} {
		tomas := read(t, browser, base, Look{Lang: lang, Width: 390, Script: true})
		tomas.SignIn("tomas")
		for _, page := range []string{"/", "/me", "/desk", "/desk/log"} {
			tomas.Open(page)
			tomas.is("two lines above "+page, `document.querySelector(".top").offsetHeight <= 105`)
		}
		tomas.is("the log fits", `(l => l.scrollWidth <= l.clientWidth && document.documentElement.scrollWidth <= innerWidth)(document.querySelector(".scroll"))`)
		tomas.Check("log")
	}
}
