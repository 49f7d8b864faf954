package locale

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// speaking returns a printer that fails the test on any fault.
func speaking(t testing.TB, lang Lang) *Printer {
	return For(lang).Reporting(func(f Fault) { t.Error(f) })
}

func TestPlainTextsComeWithoutArguments(t *testing.T) {
	for lang, want := range map[Lang]string{English: "Sign in", Russian: "Войти", Arabic: "تسجيل الدخول"} {
		if got := speaking(t, lang).T("site.sign_in"); got != want {
			t.Errorf("%s says %q, want %q", lang, got, want)
		}
	}
}

func TestAnUnknownLanguageSpeaksTheDefault(t *testing.T) {
	if got := For("xx").Lang(); got != Default {
		t.Errorf("For(xx) speaks %s", got)
	}
}

func TestNumbersChooseThePlural(t *testing.T) {
	for _, c := range []struct {
		lang Lang
		n    int
		want string
	}{
		{English, 0, "0 days"}, {English, 1, "1 day"}, {English, 2, "2 days"}, {English, 1234, "1,234 days"},
		{Russian, 1, "1 день"}, {Russian, 2, "2 дня"}, {Russian, 5, "5 дней"}, {Russian, 11, "11 дней"},
		{Russian, 21, "21 день"}, {Russian, 1022, "1\u00a0022 дня"},
		{Arabic, 0, "أقل من يوم"}, {Arabic, 1, "يوم واحد"}, {Arabic, 2, "يومين"}, {Arabic, 3, "3 أيام"},
		{Arabic, 11, "11 يومًا"}, {Arabic, 100, "100 يوم"}, {Arabic, 103, "103 أيام"},
	} {
		if got := speaking(t, c.lang).T("time.days", "n", c.n); got != c.want {
			t.Errorf("%s, %d: %q, want %q", c.lang, c.n, got, c.want)
		}
	}
}

// TestRussianPluralsFollowTheRule compares with the rule as CLDR writes it.
func TestRussianPluralsFollowTheRule(t *testing.T) {
	p := speaking(t, Russian)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, math.MaxInt64).Draw(t, "n")
		want := "many"
		switch ten, hundred := n%10, n%100; {
		case ten == 1 && hundred != 11:
			want = "one"
		case ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14):
			want = "few"
		}
		texts := map[string]string{"one": " день", "few": " дня", "many": " дней"}
		if got := p.T("time.days", "n", n); !strings.HasSuffix(got, texts[want]) {
			t.Fatalf("%d is %q, want %s", n, got, want)
		}
	})
}

func TestGroupsOfThreeDigits(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", -1234567: "-1,234,567", math.MinInt64: "-9,223,372,036,854,775,808",
	} {
		if got := For(Arabic).Number(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64().Draw(t, "n")
		text := For(Russian).Number(n)
		if back, err := strconv.ParseInt(strings.ReplaceAll(text, "\u00a0", ""), 10, 64); err != nil || back != n {
			t.Fatalf("%d is printed as %q", n, text)
		}
	})
}

func TestFaultsAreReportedAndTheTextStaysReadable(t *testing.T) {
	for _, c := range []struct {
		key        string
		args       []any
		text, what string
	}{
		{"site.no_such", nil, "[site.no_such]", "no such key"},
		{"time.ahead", nil, "in {span}", "no value for {span}"},
		{"time.ahead", []any{"spam", "2 days"}, "in {span}", "no value for {span}"},
		{"time.days", []any{"n"}, "{n} days", "arguments do not pair up"},
	} {
		var faults []Fault
		text := For(English).Reporting(func(f Fault) { faults = append(faults, f) }).T(c.key, c.args...)
		if text != c.text || len(faults) == 0 {
			t.Errorf("T(%s, %v) is %q with faults %v", c.key, c.args, text, faults)
			continue
		}
		if diff := cmp.Diff(Fault{Lang: English, Key: c.key, What: c.what}, faults[0]); diff != "" {
			t.Errorf("T(%s, %v): %s", c.key, c.args, diff)
		}
	}
}

func TestAForeignNameDoesNotTearTheSentence(t *testing.T) {
	for _, c := range []struct {
		lang        Lang
		value, want string
	}{
		{English, "Open Window", "Error: Open Window"},
		{English, "Նախաձեռնություն", "Error: Նախաձեռնություն"},
		{English, "دار الجسر", "Error: \u2068دار الجسر\u2069"},
		{English, "\u2068דלת\u2069", "Error: \u2068דלת\u2069"},
		{Arabic, "دار الجسر", "خطأ: دار الجسر"},
		{Arabic, "Open Window", "خطأ: \u2068Open Window\u2069"},
		{Arabic, "2026-11-20", "خطأ: 2026-11-20"},
		{Arabic, "", "خطأ: "},
		{English, "broken \xff", "Error: broken \xff"},
	} {
		if got := speaking(t, c.lang).T("error.page_title", "title", c.value); got != c.want {
			t.Errorf("%s with %q: %+q, want %+q", c.lang, c.value, got, c.want)
		}
	}
}

func TestTheSummaryOfAForm(t *testing.T) {
	for n, want := range map[int]string{
		1: "There is one thing to correct", 2: "Two things need your attention", 3: "3 things need your attention",
	} {
		if got := speaking(t, English).Summary(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	if got := speaking(t, Russian).Summary(21); got != "Нужно исправить 21 пункт" {
		t.Errorf("21 in Russian: %q", got)
	}
}

func TestPartsMakeRoomForLinks(t *testing.T) {
	want := []Part{
		{Text: "It may have been withdrawn. Go to "},
		{Slot: "campaign"},
		{Text: " or "},
		{Slot: "search"},
		{Text: "."},
	}
	if diff := cmp.Diff(want, speaking(t, English).Parts("error.404.text")); diff != "" {
		t.Error(diff)
	}
	faults := 0
	missing := For(English).Reporting(func(Fault) { faults++ }).Parts("error.999.text")
	if diff := cmp.Diff([]Part{{Text: "[error.999.text]"}}, missing); diff != "" || faults != 1 {
		t.Errorf("%d faults, %s", faults, diff)
	}
}

func TestAPlainTextCostsNoMemory(t *testing.T) {
	p := For(Russian)
	if n := testing.AllocsPerRun(100, func() { _ = p.T("site.sign_in") }); n > 0 {
		t.Errorf("T allocates %v times for a plain text", n)
	}
	if n := testing.AllocsPerRun(100, func() { _ = p.Community("lgbti") + p.Country("GE")[:0] }); n > 0 {
		t.Errorf("names allocate %v times", n)
	}
}

// FuzzForm holds the parser of placeholders against the text itself.
func FuzzForm(f *testing.F) {
	for _, seed := range []string{"", "a {n} b", "{a}{b_c}", "{", "}", "{}", "{A}", "{{n}}", "текст {имя}", "{n", "n}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		parsed, err := parseForm(text)
		var rest strings.Builder
		from := 0
		for _, s := range parsed.slots {
			if text[s.start:s.end] != "{"+s.name+"}" || s.start < from || !isName(s.name) {
				t.Fatalf("%q: slot %+v", text, s)
			}
			rest.WriteString(text[from:s.start])
			from = s.end
		}
		rest.WriteString(text[from:])
		if err == nil && strings.ContainsAny(rest.String(), "{}") {
			t.Fatalf("%q: a brace was left over without an error", text)
		}
		if err != nil && !strings.ContainsAny(text, "{}") {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

func BenchmarkT(b *testing.B) {
	p := For(Arabic)
	b.Run("plain", func(b *testing.B) {
		for b.Loop() {
			_ = p.T("site.sign_in")
		}
	})
	b.Run("plural", func(b *testing.B) {
		for b.Loop() {
			_ = p.T("time.days", "n", 11)
		}
	})
	b.Run("foreign name", func(b *testing.B) {
		for b.Loop() {
			_ = p.T("error.page_title", "title", "Open Window Tbilisi")
		}
	})
}
