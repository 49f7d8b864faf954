package config

import (
	"fmt"
	"io"
	"log/slog"
	"strings"
)

// masked is what a Secret shows of itself.
const masked = "***"

// The least lengths, in bytes, of a secret in production. A key ring has two
// keys with names, each 32 random bytes, which are 43 characters of base64; no
// provider issues client secrets under 16.
const (
	minKeys         = len("1:,lookup:") + 2*43
	minClientSecret = 16
)

// Secret is a value that nobody should see. However it is printed, logged or
// encoded, it shows three asterisks; only Reveal tells. The value lies behind a
// pointer, so that fmt cannot reach it in an unexported field either.
type Secret struct{ value *string }

// NewSecret wraps a value. The empty string is the zero Secret.
func NewSecret(value string) Secret {
	if value == "" {
		return Secret{}
	}
	return Secret{&value}
}

// Reveal returns the value itself, for the one place that needs it.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// IsZero tells whether there is no value.
func (s Secret) IsZero() bool { return s.Reveal() == "" }

// Equal tells whether both hold the same value, for comparisons in tests.
func (s Secret) Equal(other Secret) bool { return s.Reveal() == other.Reveal() }

// String implements fmt.Stringer.
func (s Secret) String() string { return masked }

// Format implements fmt.Formatter, so that no verb prints anything else.
func (s Secret) Format(f fmt.State, _ rune) { io.WriteString(f, masked) }

// LogValue implements slog.LogValuer.
func (s Secret) LogValue() slog.Value { return slog.StringValue(masked) }

// MarshalText implements encoding.TextMarshaler; JSON and XML use it too.
func (s Secret) MarshalText() ([]byte, error) { return []byte(masked), nil }

// UnmarshalText implements encoding.TextUnmarshaler, through which the
// environment is read.
func (s *Secret) UnmarshalText(text []byte) error {
	*s = NewSecret(string(text))
	return nil
}

// weakness says what is wrong with a production secret, or "" if nothing is.
func weakness(s Secret, least int) string {
	switch {
	case s.IsZero():
		return "is missing"
	case isExample(s.Reveal()):
		return "is an example, not a secret"
	case len(s.Reveal()) < least:
		return fmt.Sprintf("is too short: %d characters, at least %d are needed", len(s.Reveal()), least)
	}
	return ""
}

// isExample tells whether a value comes from documentation or from nobody's
// imagination: a placeholder word, or fewer than six different characters.
func isExample(value string) bool {
	if value == "" {
		return false
	}
	folded := strings.NewReplacer("-", "", "_", "", " ", "", ".", "").Replace(strings.ToLower(value))
	for _, word := range []string{
		"changeme", "changethis", "example", "password", "placeholder", "replaceme", "secret", "insecure", "yourclient",
		"0123456789", "$(", "<",
		"a2vlcc1ob3bllwv4yw1wbgu", // "keep-hope-example", as base64 begins: the documentation's ring
	} {
		if strings.Contains(folded, word) {
			return true
		}
	}
	if folded == "keephope" || folded == "postgres" {
		return true
	}
	different := map[rune]bool{}
	for _, r := range folded {
		different[r] = true
	}
	return len(different) < 6
}
