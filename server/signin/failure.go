package signin

import (
	"context"
	"errors"
	"net"
	"net/url"
	"os"
)

// The three things that a person may be told of a sign-in that failed. Everything more precise is for the log.
var (
	// ErrRefused says that the answer was not believed, or that the provider or the person said no.
	ErrRefused = errors.New("sign-in refused")
	// ErrExpired says that the sign-in took too long, was finished already or never began here: it can be begun anew.
	ErrExpired = errors.New("sign-in expired")
	// ErrUnavailable says that the provider cannot be asked at the moment or is set up wrongly.
	ErrUnavailable = errors.New("sign-in provider unavailable")
)

// Failure is every failed sign-in. errors.Is finds one of ErrRefused, ErrExpired and ErrUnavailable in it. Its text is
// safe for a log: it consists of our own words and the provider's configured id, never of what a provider or a browser
// sent.
type Failure struct {
	// Kind is ErrRefused, ErrExpired or ErrUnavailable.
	Kind error
	// Provider is the configured id of the provider, empty if none was found.
	Provider string
	// Cause says in a few words what was wrong.
	Cause string
}

// Error says kind, provider and cause.
func (f *Failure) Error() string {
	return f.Kind.Error() + ": " + f.Provider + ": " + f.Cause
}

// Unwrap returns the kind.
func (f *Failure) Unwrap() error { return f.Kind }

// refused is a failure whose answer was not believed.
func refused(provider, cause string) error {
	return &Failure{Kind: ErrRefused, Provider: provider, Cause: cause}
}

// expired is a failure that a new beginning mends.
func expired(provider, cause string) error {
	return &Failure{Kind: ErrExpired, Provider: provider, Cause: cause}
}

// unavailable is a failure of the provider or its configuration.
func unavailable(provider, cause string) error {
	return &Failure{Kind: ErrUnavailable, Provider: provider, Cause: cause}
}

// outage says in our own words why a request brought no answer, and false if err is of another sort. The libraries put
// addresses and bodies into their errors, so none of their text is kept.
func outage(err error) (string, bool) {
	var request *url.Error
	var bad badAnswer
	var name *net.DNSError
	switch {
	case errors.As(err, &bad):
		return string(bad), true
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return "no answer in time", true
	case errors.Is(err, context.Canceled):
		return "given up by the browser", true
	case !errors.As(err, &request):
		return "", false
	case request.Timeout():
		return "no answer in time", true
	case errors.As(err, &name):
		return "host name not found", true
	default:
		return "cannot be reached", true
	}
}
