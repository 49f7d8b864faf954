package handlers

import (
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"keephope/models"
)

// Limits of a form's body. A picture has its own.
const (
	maxForm   = 256 << 10
	maxFields = 100
	maxTicks  = 1000 // of one name: the store says how many it takes, beside the field
)

// read fills a form DTO from the body alone: never from the path or the query. T's fields are strings, []string (for
// groups of ticks) or bool (for one tick), tagged `form:"name"`. Unknown and repeated fields, other content types and
// text that is no UTF-8 are refused, so that nothing is dropped in silence.
func read[T any](c echo.Context) (T, error) {
	var form T
	most := int64(maxForm)
	if long, ok := any(form).(interface{ maxBody() int64 }); ok {
		most = long.maxBody()
	}
	values, err := body(c, most)
	if err != nil {
		return form, err
	}
	return form, fill(reflect.ValueOf(&form).Elem(), values)
}

func body(c echo.Context, most int64) (url.Values, error) {
	r := c.Request()
	r.Body = http.MaxBytesReader(c.Response(), r.Body, most)
	kind, _, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType))
	if err != nil || kind != echo.MIMEApplicationForm {
		return nil, echo.NewHTTPError(http.StatusUnsupportedMediaType)
	}
	if err := r.ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, echo.NewHTTPError(http.StatusRequestEntityTooLarge)
		}
		return nil, echo.NewHTTPError(http.StatusBadRequest)
	}
	return r.PostForm, nil
}

func fill(form reflect.Value, values url.Values) error {
	if len(values) > maxFields {
		return echo.NewHTTPError(http.StatusBadRequest)
	}
	fields := map[string]reflect.Value{}
	named(form, fields)
	for name, sent := range values {
		field, known := fields[name]
		if !known || len(sent) > 1 && field.Kind() != reflect.Slice || len(sent) > maxTicks {
			return echo.NewHTTPError(http.StatusBadRequest)
		}
		for _, text := range sent {
			if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
				return &models.Error{Kind: models.Invalid, Key: "error.summary_one",
					Fields: []models.FieldError{{Field: name, Key: "field.characters"}}}
			}
		}
		set(field, sent)
	}
	return nil
}

// named gathers the settable fields by their form name, those of embedded structs too.
func named(form reflect.Value, into map[string]reflect.Value) {
	for i := range form.NumField() {
		field := form.Type().Field(i)
		if field.Anonymous {
			named(form.Field(i), into)
		} else if name := field.Tag.Get("form"); name != "" {
			into[name] = form.Field(i)
		}
	}
}

func set(field reflect.Value, sent []string) {
	switch field.Kind() {
	case reflect.String: // browsers send line ends as CR LF; text is kept with LF
		field.SetString(strings.ReplaceAll(sent[0], "\r\n", "\n"))
	case reflect.Bool:
		field.SetBool(sent[0] == "1")
	case reflect.Slice:
		field.Set(reflect.ValueOf(sent))
	default:
		panic(fmt.Sprintf("form field of kind %s", field.Kind()))
	}
}

// formID is the hidden field of every form.
type formID struct {
	FormID string `form:"form_id"`
}

// sent names the form for the store.
func (f formID) sent(verb models.Verb) models.Sent { return models.Sent{FormID: f.FormID, Verb: verb} }
