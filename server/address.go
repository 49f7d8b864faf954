package server

import (
	"net"
	"net/netip"

	"github.com/labstack/echo/v4"

	"keephope/config"
	"keephope/handlers"
	"keephope/models"
)

// addresses tells how a request's address is found: from the connection, or from X-Forwarded-For as far as the
// configured proxies wrote it. No other proxy is trusted, not even one on this machine.
func addresses(proxies config.Networks) echo.IPExtractor {
	if len(proxies) == 0 {
		return echo.ExtractIPDirect()
	}
	trust := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, network := range proxies {
		_, ipNet, err := net.ParseCIDR(network.String())
		if err == nil { // config has parsed it already
			trust = append(trust, echo.TrustIPRange(ipNet))
		}
	}
	return echo.ExtractIPFromXFFHeader(trust...)
}

// limited counts every call of a handler against a rate, by person where one is signed in, else by network.
func (a *App) limited(rate models.Rate, handle echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		actor, _ := c.Get(handlers.ActorKey).(models.Actor)
		address, _ := netip.ParseAddr(c.RealIP())
		if err := a.store.Spend(c.Request().Context(), rate, models.Spender{PersonID: actor.PersonID, Address: address}); err != nil {
			return err
		}
		return handle(c)
	}
}
