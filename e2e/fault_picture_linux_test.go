package e2e

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"keephope/models"
)

// The picture of this story has as many pixels as a logo may have. Each takes four bytes when it is decoded.
const (
	wide, high = 8000, 5000
	decoded    = wide * high * 4
)

func TestFaultFortyMegapixelsAreDecodedOneAtATime(t *testing.T) {
	t.Parallel()
	s := newStage(t, "")
	s.Call(t)
	id, nino := s.Applicant(t, "Nino", "House of Windows")
	s.Fill(t, nino, id, models.Public)
	token := s.Arrive(t, "Nino")
	s.Exec(t, "UPDATE sessions SET person_id = '"+nino.PersonID+"'")
	picture := hugePNG(t)
	r := s.serve(t)
	v := newVisitor(t, token)
	v.must(t, http.MethodGet, r.url()+"/en/me/"+id+"/application/words", nil)
	before := memory(t, r, "VmRSS")

	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			a, err := v.send(logo(t, r.url()+"/en/me/"+id+"/application/words", s.Form(), picture))
			if err != nil || a.status != http.StatusSeeOther {
				t.Errorf("upload: %d %v", a.status, err)
			}
		})
	}
	both.Wait()
	peak, after := memory(t, r, "VmHWM")-before, memory(t, r, "VmRSS")-before
	t.Logf("a picture of %d MB: %d MB at most, %d MB afterwards", decoded>>20, peak>>20, after>>20)
	if peak < decoded || peak > decoded+decoded/2 {
		t.Errorf("two pictures at once took %d MB, want about the %d MB of one", peak>>20, decoded>>20)
	}
	if after > 64<<20 {
		t.Errorf("%d MB are still held afterwards", after>>20)
	}
	if page := v.must(t, http.MethodGet, r.url()+"/en/me/"+id+"/application/words", nil); !strings.Contains(page.body, "/logo/") {
		t.Error("the page shows no logo")
	}
}

// logo is the form of an application's words with a picture.
func logo(t testing.TB, address, formID string, picture []byte) *http.Request {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, v := range [][2]string{{"form_id", formID}, {"quote", "We stay."}, {"quote_lang", "en"}} {
		if err := w.WriteField(v[0], v[1]); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("logo", "logo.png")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(picture); err != nil {
		t.Fatal(err)
	}
	_ = w.Close()
	r, err := http.NewRequest(http.MethodPost, address, &body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}

// hugePNG writes a picture of one colour by hand (PNG, second edition, 11.2), so that it takes no memory here.
func hugePNG(t testing.TB) []byte {
	t.Helper()
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	row := append([]byte{0}, bytes.Repeat([]byte{200, 120, 40, 255}, wide)...)
	for range high {
		if _, err := z.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	_ = z.Close()
	header := binary.BigEndian.AppendUint32(nil, wide)
	header = binary.BigEndian.AppendUint32(header, high)
	header = append(header, 8, 6, 0, 0, 0) // eight bits of red, green, blue and alpha
	var file bytes.Buffer
	_, _ = io.WriteString(&file, "\x89PNG\r\n\x1a\n")
	for _, chunk := range []struct {
		name string
		data []byte
	}{{"IHDR", header}, {"IDAT", packed.Bytes()}, {"IEND", nil}} {
		named := append([]byte(chunk.name), chunk.data...)
		_ = binary.Write(&file, binary.BigEndian, uint32(len(chunk.data)))
		_, _ = file.Write(named)
		_ = binary.Write(&file, binary.BigEndian, crc32.ChecksumIEEE(named))
	}
	return file.Bytes()
}

// memory reads a line of /proc/PID/status, in bytes: VmRSS is what the process holds, VmHWM the most that it ever held.
func memory(t testing.TB, r *process, line string) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", r.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), line+":")
	kilobytes, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return kilobytes << 10
}
