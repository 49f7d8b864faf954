package models

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"fmt"
)

// Where somebody wanted to go may be the address of an invitation, which is a secret. So it is kept sealed, under a key
// that is derived from the key ring for this one sign-in: a key that seals once needs no random nonce.

// sealReturn seals a return path for the row of a sign-in.
func (s *Store) sealReturn(stateHash []byte, path string) (string, error) {
	if path == "" {
		return "", nil
	}
	aead, err := s.returnKey(stateHash)
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(aead.Seal(nil, make([]byte, aead.NonceSize()), []byte(path), nil)), nil
}

// openReturn opens what sealReturn sealed for the same sign-in.
func (s *Store) openReturn(stateHash []byte, sealed string) (string, error) {
	if sealed == "" {
		return "", nil
	}
	aead, err := s.returnKey(stateHash)
	if err != nil {
		return "", err
	}
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil {
		return "", fmt.Errorf("open return path: %w", err)
	}
	path, err := aead.Open(nil, make([]byte, aead.NonceSize()), raw, nil)
	if err != nil {
		return "", fmt.Errorf("open return path: %w", err)
	}
	return string(path), nil
}

func (s *Store) returnKey(stateHash []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(s.keys.Lookup("sign-in.return", string(stateHash)))
	if err != nil {
		return nil, fmt.Errorf("key of return path: %w", err)
	}
	return cipher.NewGCM(block)
}
