package handlers

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"reflect"

	"github.com/labstack/echo/v4"

	"keephope/models/picture"
)

// Limits of a form with a picture. A picture that is larger than it may be is read a little further than its limit, so
// that the form comes back with a field error; what is larger than the whole form may be is not read at all.
const (
	maxUpload  = 10 << 20
	maxPicture = 5_000_001 // a byte more than a picture may have, so that too large shows
)

// readUpload is read for a form with one picture, in the field that is named. No picture chosen is nil. Nothing touches
// the disk, and of a picture no more than its limit is held.
func readUpload[T any](c echo.Context, field string) (T, *picture.Upload, error) {
	var form T
	parts, err := multipartBody(c)
	if err != nil {
		return form, nil, err
	}
	values, up, err := gather(parts, field)
	if err != nil {
		return form, nil, unreadable(err)
	}
	return form, up, fill(reflect.ValueOf(&form).Elem(), values)
}

func multipartBody(c echo.Context) (*multipart.Reader, error) {
	r := c.Request()
	if r.ContentLength > maxUpload {
		return nil, echo.NewHTTPError(http.StatusRequestEntityTooLarge)
	}
	r.Body = http.MaxBytesReader(c.Response(), r.Body, maxUpload)
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, echo.NewHTTPError(http.StatusUnsupportedMediaType)
	}
	return parts, nil
}

// errForm marks a body that is no form of ours.
var errForm = errors.New("not a form of ours")

// gather reads the parts in the order in which they come.
func gather(parts *multipart.Reader, field string) (url.Values, *picture.Upload, error) {
	values, left := url.Values{}, int64(maxForm)
	var up *picture.Upload
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return values, up, nil
		}
		if err != nil {
			return nil, nil, err
		}
		switch {
		case n > maxFields, part.FormName() == "", part.FormName() == field && up != nil:
			return nil, nil, errForm
		case part.FormName() == field:
			if up, err = onePicture(part); err != nil {
				return nil, nil, err
			}
		default:
			text, err := io.ReadAll(io.LimitReader(part, left+1))
			if err != nil {
				return nil, nil, err
			}
			if left -= int64(len(text)); left < 0 {
				return nil, nil, &http.MaxBytesError{Limit: maxForm}
			}
			values.Add(part.FormName(), string(text))
		}
	}
}

// onePicture holds the beginning of a picture, which is all of it unless it is too large. A field in which nothing was
// chosen comes without name and bytes.
func onePicture(part *multipart.Part) (*picture.Upload, error) {
	content, err := io.ReadAll(io.LimitReader(part, maxPicture))
	if err != nil || len(content) == 0 && part.FileName() == "" {
		return nil, err
	}
	return &picture.Upload{Name: part.FileName(), Body: bytes.NewReader(content)}, nil
}

// unreadable is the answer to a body that could not be read.
func unreadable(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return echo.NewHTTPError(http.StatusRequestEntityTooLarge)
	}
	return echo.NewHTTPError(http.StatusBadRequest)
}
