package web_test

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"bokslut/internal/testenv"
)

// largeSIE is a year of vouchers with so many rows each, one of them on 1930;
// texted replaces the text of the voucher in the middle.
func largeSIE(vouchers, rows int, texted string) []byte {
	var b bytes.Buffer
	b.WriteString("#FLAGGA 0\n#FORMAT PC8\n#SIETYP 4\n#PROGRAM \"Prov\" 1\n#ORGNR 556000-4615\n#FNAMN \"Storgatans Handel AB\"\n#RAR 0 20250101 20251231\n#KONTO 1930 Bank\n#IB 0 1930 0\n")
	const accounts = 400
	for i := range accounts {
		fmt.Fprintf(&b, "#KONTO %d \"Inkomst %d\"\n", 3000+i, i)
	}
	sums := make([]int, accounts)
	for i := range vouchers {
		text := "Dagens försäljning butik " + strconv.Itoa(i%40)
		if i == vouchers/2 {
			text = texted
		}
		fmt.Fprintf(&b, "#VER A %d 2025%02d%02d %q 20260110\n{\n#TRANS 1930 {} %d.25\n", i+1, i*12/vouchers+1, i%28+1, text, 100*(rows-1))
		for k := range rows - 1 {
			at := (i*7 + k) % accounts
			oren := 100_00
			if k == 0 {
				oren += 25
			}
			sums[at] -= oren
			fmt.Fprintf(&b, "#TRANS %d {1 \"%d\"} -%d.%02d\n", 3000+at, i%9, oren/100, oren%100)
		}
		b.WriteString("}\n")
	}
	fmt.Fprintf(&b, "#UB 0 1930 %d.%02d\n", (vouchers*(100*(rows-1)*100+25))/100, vouchers*25%100)
	for i, sum := range sums {
		fmt.Fprintf(&b, "#RES 0 %d -%d.%02d\n", 3000+i, -sum/100, -sum%100)
	}
	return b.Bytes()
}

// lastRead notes when everything was read.
type lastRead struct {
	io.Reader
	at time.Time
}

func (r *lastRead) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if n > 0 {
		r.at = time.Now()
	}
	return n, err
}

// received uploads a file, and gives the page that follows and how long it took
// from the last byte of the file until it was whole.
func (s *site) received(path string, file []byte) (page, time.Duration) {
	s.t.Helper()
	var head bytes.Buffer
	form := multipart.NewWriter(&head)
	if _, err := form.CreateFormFile("fil", "ar.se"); err != nil {
		s.t.Fatal(err)
	}
	tail := "\r\n--" + form.Boundary() + "--\r\n"
	body := &lastRead{Reader: io.MultiReader(&head, bytes.NewReader(file), strings.NewReader(tail))}
	size := int64(head.Len() + len(file) + len(tail))
	request, err := http.NewRequest("POST", s.URL+path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	request.ContentLength = size
	request.Header.Set("Content-Type", form.FormDataContentType())
	resp, err := s.Browser.Do(request)
	p := s.read(resp, err)
	return p, time.Since(body.at)
}

// BenchmarkLargeYear takes in a large year over HTTP and SQLite, and then the
// same year with one voucher changed: the time from the last byte received until
// the page is there. Kontoanalys of the largest account is opened by a process
// that has nothing in memory, and once more.
func BenchmarkLargeYear(b *testing.B) {
	for _, size := range []struct {
		name           string
		vouchers, rows int
	}{{"200000_vouchers", 200_000, 3}, {"1000000_rows", 250_000, 4}} {
		b.Run(size.name, func(b *testing.B) {
			first, second := largeSIE(size.vouchers, size.rows, "Rätt"), largeSIE(size.vouchers, size.rows, "Rättat")
			spent := map[string]float64{}
			for b.Loop() {
				takeLargeYear(b, first, second, spent)
				runtime.GC()
			}
			for unit, sum := range spent {
				b.ReportMetric(sum/float64(b.N), unit)
			}
			b.ReportMetric(float64(len(first))/(1<<20), "file-MB")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func takeLargeYear(b *testing.B, first, second []byte, spent map[string]float64) {
	b.Helper()
	s := newSite(b, nil)
	s.Browser.Timeout = 10 * time.Minute
	p := s.toSource("Storgatans Handel AB", "556000-4615", "2025-01-01", "2025-12-31", "sie")
	at := "/u/" + p.Query.Get("u")
	most := testenv.Peak()
	p, took := s.received(at+"/import/sie", first)
	s.wants(p, http.StatusOK, "Bokföringen är inläst")
	spent["first-s"] += took.Seconds()
	spent["first-peak-MB"] += most()

	most = testenv.Peak()
	p, took = s.received(at+"/import/sie", second)
	s.wants(p, http.StatusOK, "Rättat")
	spent["later-s"] += took.Seconds()
	spent["later-peak-MB"] += most()
	spent["preview-again-s"] += s.timed(strings.TrimPrefix(p.URL, s.URL), "Rättat")

	if err := s.again(); err != nil {
		b.Fatal(err)
	}
	most = testenv.Peak()
	spent["cold-s"] += s.timed(at+"/konto/1930", "Dagens")
	spent["cold-peak-MB"] += most()
	spent["warm-s"] += s.timed(at+"/konto/1930", "Dagens")
	spent["overview-s"] += s.timed(at, "Storgatans")
}

func (s *site) timed(path, text string) float64 {
	s.t.Helper()
	begun := time.Now()
	p := s.get(path)
	took := time.Since(begun)
	s.wants(p, http.StatusOK, text)
	return took.Seconds()
}
