package models

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// sealedPlace names a kind of places in lists to the key ring. Where a reader stands in a list is told in addresses and
// forms, and must tell nothing else: no name, and no number of the ledger, by which readers could count what others do.
type sealedPlace string

// The kinds of sealed places.
const (
	listPlace      sealedPlace = "cursor of the public list"
	logPlace       sealedPlace = "place in the ledger"
	noticePlace    sealedPlace = "newest notice of a person"
	directoryPlace sealedPlace = "place in the members' directory"
	actionsPlace   sealedPlace = "place in the list of actions"
	coHostPlace    sealedPlace = "organisation that may host an action"
	participantsAt sealedPlace = "place in the list of who takes part"
	hostedAt       sealedPlace = "place in the hosts' list of who takes part"
	ownActionsAt   sealedPlace = "place in an organisation's own actions"
	ownPartsAt     sealedPlace = "place in what an organisation takes part in"
)

// sealPlace writes a place for an address or a form. bound is what it belongs to: a reader, a filter. The same place
// always gives the same text, so that addresses of pages are stable.
func (s *Store) sealPlace(kind sealedPlace, place any, bound string) string {
	plain, err := json.Marshal(place)
	if err != nil {
		panic(err) // strings and numbers only
	}
	box := s.placeBox(kind)
	nonce := s.keys.Lookup(string(kind)+", nonce", bound+"\x00"+string(plain))[:box.NonceSize()]
	return base64.RawURLEncoding.EncodeToString(box.Seal(nonce, nonce, plain, []byte(bound)))
}

// openPlace reads into place what sealPlace wrote for the same kind and bound; it reports false for anything else.
func (s *Store) openPlace(kind sealedPlace, text, bound string, place any) bool {
	sealed, err := base64.RawURLEncoding.Strict().DecodeString(text)
	box := s.placeBox(kind)
	if err != nil || len(sealed) < box.NonceSize() {
		return false
	}
	plain, err := box.Open(nil, sealed[:box.NonceSize()], sealed[box.NonceSize():], []byte(bound))
	return err == nil && json.Unmarshal(plain, place) == nil
}

func (s *Store) placeBox(kind sealedPlace) cipher.AEAD {
	block, err := aes.NewCipher(s.keys.Lookup(string(kind), ""))
	if err != nil {
		panic(err) // the hash has 32 bytes, which AES takes
	}
	box, err := cipher.NewGCM(block)
	if err != nil {
		panic(err) // AES has blocks of 16 bytes, which GCM takes
	}
	return box
}

// sealEvent seals the number of an event. All have one length: the length would tell how many events there are.
func (s *Store) sealEvent(kind sealedPlace, id int64, bound ...string) string {
	return s.sealPlace(kind, fmt.Sprintf("%020d", id), strings.Join(bound, "\x00"))
}

// openEvent reads what sealEvent wrote for the same bound; 0 for anything else.
func (s *Store) openEvent(kind sealedPlace, text string, bound ...string) int64 {
	var digits string
	if !s.openPlace(kind, text, strings.Join(bound, "\x00"), &digits) {
		return 0
	}
	id, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		panic(err) // sealEvent writes digits only
	}
	return id
}
