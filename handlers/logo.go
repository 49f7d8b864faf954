package handlers

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"keephope/models"
)

// Logos answers the pictures of organisations to their own people.
type Logos struct{ Frame }

// Own handles GET /{lang}/me/{organisation}/logo/{logo}/{width}.
func (h Logos) Own(c echo.Context) error {
	width, err := strconv.Atoi(c.Param("width"))
	if err != nil {
		return echo.NewHTTPError(http.StatusNotFound)
	}
	file, err := h.Store.OwnLogo(ctx(c), actor(c), c.Param("organisation"), c.Param("logo"), width)
	if err != nil {
		return err
	}
	return showLogo(c, file)
}

// picturePolicy is for what is shown inside our own pages only and can do nothing by itself.
const picturePolicy = "sandbox; default-src 'none'; frame-ancestors 'none'"

// showLogo answers with a logo: a file that can do nothing but be shown.
func showLogo(c echo.Context, file models.LogoFile) error {
	name := map[string]string{"image/png": "logo.png", "image/jpeg": "logo.jpg"}[file.MediaType]
	h := c.Response().Header()
	h.Set("Content-Security-Policy", picturePolicy)
	h.Set("Content-Disposition", `inline; filename="`+name+`"`)
	return c.Blob(http.StatusOK, file.MediaType, file.Bytes)
}
