package models

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"net/netip"
	"time"

	"gorm.io/gorm/clause"
)

// Rate is how often something may be tried: Burst times at once, then once every Every. It is the generic cell rate
// algorithm (ITU-T I.371) over the table limits, which all replicas share.
type Rate struct {
	Purpose string
	Burst   int
	Every   time.Duration
}

// The rates of what strangers and newcomers may try.
var (
	RateSignIn      = Rate{"sign-in", 20, 6 * time.Second}
	RateCallback    = Rate{"callback", 20, 6 * time.Second}
	RateSetup       = Rate{"setup", 10, time.Minute}
	RateInvitation  = Rate{"invitation", 10, time.Minute}
	RateApplication = Rate{"application", 5, 10 * time.Minute}
	RateSearch      = Rate{"search", 30, 2 * time.Second}
	RateUpload      = Rate{"upload", 20, 15 * time.Second}
)

// sharedPool is how many times a rate is granted to the networks behind which many unknown readers stand: the onion
// service and a proxy on this machine both come from a loopback address.
const sharedPool = 10

// Limit is a row of the rate limiter. TAT is the theoretical arrival time.
type Limit struct {
	KeyHash []byte `gorm:"primaryKey"`
	TAT     time.Time
}

// Spender is who tries: a person if one is signed in, else the network that the request comes from. Addresses are
// never kept, see limitKey.
type Spender struct {
	PersonID string
	Address  netip.Addr
}

// Spend counts one try against a rate. Returns TooMany if the rate is used up; that try counts for nothing.
func (s *Store) Spend(ctx context.Context, rate Rate, by Spender) error {
	at := s.clock()
	network, burst := by.network(), rate.Burst
	if by.PersonID == "" && (by.Address.IsLoopback() || !by.Address.IsValid()) {
		burst *= sharedPool
		rate.Every /= sharedPool
	}
	key := s.limitKey(rate.Purpose, network, at)
	tolerance := time.Duration(burst-1) * rate.Every
	// Who is far over the rate is refused by a plain read: a flood takes no write lock.
	row, err := one[Limit](s.db.WithContext(ctx).Where("key_hash = ?", key))
	if err == nil && row.TAT.Sub(at) > tolerance {
		return &Error{Kind: TooMany}
	}
	return s.inTx(ctx, func(t *tx) error { return t.spend(key, rate.Every, tolerance) })
}

// spend is one step of the algorithm under the row's lock.
func (t *tx) spend(key []byte, every, tolerance time.Duration) error {
	first := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&Limit{KeyHash: key, TAT: t.at.Add(every)})
	if first.Error != nil {
		return fmt.Errorf("count try: %w", first.Error)
	}
	if first.RowsAffected == 1 {
		return nil
	}
	row, err := one[Limit](t.db.Clauses(clause.Locking{Strength: "UPDATE"}).Where("key_hash = ?", key))
	if err != nil {
		return fmt.Errorf("count try: %w", err)
	}
	if row.TAT.Before(t.at) {
		row.TAT = t.at
	}
	if row.TAT.Sub(t.at) > tolerance {
		return &Error{Kind: TooMany}
	}
	return t.db.Model(&Limit{}).Where("key_hash = ?", key).Update("tat", row.TAT.Add(every)).Error
}

// network is what stands for the spender: a person's id, or the prefix of an address (/24 of IPv4, /48 of IPv6).
func (b Spender) network() string {
	if b.PersonID != "" {
		return "person " + b.PersonID
	}
	bits := 48
	address := b.Address.Unmap().WithZone("")
	if address.Is4() {
		bits = 24
	}
	prefix, err := address.Prefix(bits)
	if err != nil {
		return "unknown"
	}
	return prefix.String()
}

// limitKey is under what a try is counted. The hash is keyed anew every hour, with a key that the replicas derive from
// the key ring and that is written nowhere. And it is taken of 16 bits only of the network's keyed hash: even with
// the key ring in hand, a row says no more than "one of at least 256 networks".
func (s *Store) limitKey(purpose, network string, at time.Time) []byte {
	hourly := s.keys.Lookup("limits", at.Truncate(time.Hour).Format(time.RFC3339))
	bucket := keyed(hourly, network)[:2]
	return keyed(hourly, purpose+" "+string(bucket))
}

func keyed(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
