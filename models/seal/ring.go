package seal

import (
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"
)

// lookupID is the id of the entry that keys look-up hashes; it never wraps a data key.
const lookupID = "lookup"

// MaxID is the greatest length, in bytes, of a master key's id.
const MaxID = 32

// Example is the ring that the documentation prints. ParseRing refuses each of its keys.
const Example = "2026:a2VlcC1ob3BlLWV4YW1wbGUta2V5LWRvLW5vdC11c2U=,lookup:a2VlcC1ob3BlLWV4YW1wbGUtbG9va3VwLW5vLXVzZSE="

// Ring is the operator's key ring. It is safe for concurrent use and prints as *** wherever it is formatted, logged or
// marshalled. The zero value holds no key and refuses everything.
//
// The keys stand behind a function, because fmt prints what is behind a pointer in the unexported field of somebody
// else's struct when the verb does not fit, and never what is behind a function.
type Ring struct{ open func() *ringKeys }

type ringKeys struct {
	current string
	masters map[string]cipher.AEAD
	lookup  []byte
}

// ParseRing reads a ring from its text form: entries "id:key" separated by commas, key being base64 (standard or URL
// alphabet, padding optional) of 32 random bytes. The first entry is the current master key, which wraps new data keys;
// further entries only open. The entry "lookup", required and at any position, keys look-up hashes. White space around
// entries is ignored. Errors are one sentence for the operator and never contain a key.
func ParseRing(s string) (Ring, error) {
	entries, err := parseEntries(s)
	if err != nil {
		return Ring{}, err
	}
	keys := &ringKeys{masters: map[string]cipher.AEAD{}}
	for _, e := range entries {
		if e.id == lookupID {
			keys.lookup = e.key
			continue
		}
		if keys.current == "" {
			keys.current = e.id
		}
		if keys.masters[e.id], err = newAEAD(e.key); err != nil {
			return Ring{}, fmt.Errorf("key ring: key %q: %w", e.id, err)
		}
		clear(e.key)
	}
	return Ring{func() *ringKeys { return keys }}, nil
}

type entry struct {
	id  string
	key []byte
}

// parseEntries splits the text form and checks everything that concerns the list as a whole.
func parseEntries(s string) ([]entry, error) {
	if strings.TrimSpace(s) == "" {
		return nil, errors.New("key ring is empty: it needs one master key and one key named lookup")
	}
	var entries []entry
	for i, field := range strings.Split(s, ",") {
		e, err := parseEntry(strings.TrimSpace(field))
		if err != nil {
			return nil, fmt.Errorf("key ring: entry %d: %w", i+1, err)
		}
		for _, o := range entries {
			if o.id == e.id {
				return nil, fmt.Errorf("key ring: two keys are named %q", e.id)
			}
			if hmac.Equal(o.key, e.key) {
				return nil, fmt.Errorf("key ring: %q and %q are the same key", o.id, e.id)
			}
		}
		entries = append(entries, e)
	}
	named := func(e entry) bool { return e.id == lookupID }
	if !slices.ContainsFunc(entries, named) {
		return nil, errors.New("key ring has no key named lookup, which hashes exact look-ups")
	}
	if len(entries) == 1 {
		return nil, errors.New("key ring has no master key beside lookup")
	}
	return entries, nil
}

func parseEntry(field string) (entry, error) {
	id, text, found := strings.Cut(field, ":")
	if !found {
		return entry{}, errors.New("it has no colon, write id:key")
	}
	if !validID(id) {
		return entry{}, errors.New("its id must be 1 to 32 of the characters a-z, 0-9, - and _")
	}
	text = strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(text, "="))
	key, err := base64.RawStdEncoding.Strict().DecodeString(text)
	if err != nil {
		return entry{}, fmt.Errorf("key %q is not base64", id) // The cause would quote the secret.
	}
	if len(key) != keySize {
		return entry{}, fmt.Errorf("key %q has %d bytes instead of %d", id, len(key), keySize)
	}
	if why := weakness(key); why != "" {
		return entry{}, fmt.Errorf("key %q %s, make a new one at random", id, why)
	}
	return entry{id, key}, nil
}

func validID(id string) bool {
	odd := func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '_'
	}
	return id != "" && len(id) <= MaxID && !strings.ContainsFunc(id, odd)
}

// GenerateRing returns the text form of a new ring with one master key, whose id is random too, and one look-up key.
// Keep it outside the database and its backups.
func GenerateRing(rand io.Reader) (string, error) {
	master, err := generateMaster(rand)
	if err != nil {
		return "", err
	}
	lookup, err := generateKey(rand)
	if err != nil {
		return "", err
	}
	return master + "," + lookupID + ":" + lookup, nil
}

// Extend returns the text form of ring with a new master key at its end, which opens and wraps nothing yet: so that
// every replica can open what one of them will soon wrap with it.
func Extend(rand io.Reader, ring string) (string, error) {
	master, err := anotherMaster(rand, ring)
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(ring) + "," + master, nil
}

// Promote returns the text form of ring with the master key of that id in front, where it wraps new data keys.
func Promote(ring, id string) (string, error) {
	parsed, err := ParseRing(ring)
	if err != nil {
		return "", err
	}
	if !parsed.Holds(id) {
		return "", fmt.Errorf("key ring has no master key %q", id)
	}
	var front, rest []string
	for entry := range strings.SplitSeq(ring, ",") {
		entry = strings.TrimSpace(entry)
		if strings.HasPrefix(entry, id+":") {
			front = append(front, entry)
		} else {
			rest = append(rest, entry)
		}
	}
	return strings.Join(append(front, rest...), ","), nil
}

func anotherMaster(rand io.Reader, ring string) (string, error) {
	if _, err := ParseRing(ring); err != nil {
		return "", err
	}
	return generateMaster(rand)
}

func generateMaster(rand io.Reader) (string, error) {
	id := make([]byte, 6)
	if _, err := io.ReadFull(rand, id); err != nil {
		return "", fmt.Errorf("generate key id: %w", err)
	}
	key, err := generateKey(rand)
	return "k" + hex.EncodeToString(id) + ":" + key, err
}

// generateKey refuses what ParseRing would refuse, so that a broken source of randomness is noticed at once.
func generateKey(rand io.Reader) (string, error) {
	key := make([]byte, keySize)
	if _, err := io.ReadFull(rand, key); err != nil {
		return "", fmt.Errorf("generate key: %w", err)
	}
	if why := weakness(key); why != "" {
		return "", fmt.Errorf("generate key: the source of randomness is broken, a key %s", why)
	}
	return base64.StdEncoding.EncodeToString(key), nil
}

// Lookup returns the keyed hash (HMAC-SHA256, 32 bytes) under which a sealed value is found again by exact comparison.
// Purpose says what is looked up ("person.email"); equal values of two purposes give unrelated hashes. The caller
// normalises value. A Ring without keys panics, because a hash without a key would be worse than none.
func (r Ring) Lookup(purpose, value string) []byte {
	if r.open == nil {
		panic("seal: look-up without a key ring")
	}
	mac := hmac.New(sha256.New, r.open().lookup)
	mac.Write(binary.BigEndian.AppendUint32(nil, uint32(len(purpose))))
	mac.Write([]byte(purpose))
	mac.Write([]byte(value))
	return mac.Sum(nil)
}

// Current returns the id of the master key that wraps new data keys, which is no secret.
func (r Ring) Current() string {
	if r.open == nil {
		return ""
	}
	return r.open().current
}

// Holds reports whether the ring has the master key of that id.
func (r Ring) Holds(id string) bool { return r.open != nil && r.open().masters[id] != nil }

// Masters returns the ids of the ring's master keys, the current one first and the others in their order of letters.
func (r Ring) Masters() []string {
	if r.open == nil {
		return nil
	}
	rest := slices.Sorted(maps.Keys(r.open().masters))
	rest = slices.DeleteFunc(rest, func(id string) bool { return id == r.Current() })
	return append([]string{r.Current()}, rest...)
}

// String hides the ring.
func (Ring) String() string { return hidden }

// GoString hides the ring from %#v.
func (Ring) GoString() string { return hidden }

// MarshalText hides the ring from JSON and other encoders.
func (Ring) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// LogValue hides the ring from slog.
func (Ring) LogValue() slog.Value { return slog.StringValue(hidden) }
