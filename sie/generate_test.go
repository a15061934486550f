package sie_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"testing"

	"bokslut/sie"
)

// generate writes a 4E file in CP437 with so many vouchers of two to five rows
// each, about 200 bytes a voucher. Names are those of Swedish streets and firms;
// when distinct is set no two texts are alike.
func generate(vouchers int, distinct bool) []byte {
	rnd := rand.New(rand.NewPCG(1, 2))
	first := []string{"Åkerlunds", "Öbergs", "Västra", "Målar", "Göteborgs", "Norrköpings", "Bergström &", "Hälsingbygdens"}
	second := []string{"Måleri", "Åkeri", "Bygg och Rör", "Redovisning", "Städservice", "Trädgård", "El", "Förvaltning"}
	what := []string{"Kundfaktura", "Levfaktura", "Inbetalning", "Utbetalning", "Lön", "Avskrivning", "Periodisering"}
	var b bytes.Buffer
	b.WriteString("#FLAGGA 0\r\n#PROGRAM \"Prov\" 1.0\r\n#FORMAT PC8\r\n#GEN 20260101\r\n#SIETYP 4\r\n" +
		"#FNAMN \"Prövbolaget AB\"\r\n#RAR 0 20250101 20251231\r\n")
	accounts := []int{1510, 1930, 2440, 2610, 2640, 3001, 3041, 4010, 5010, 6110, 6570, 7010, 7510}
	for _, a := range accounts {
		fmt.Fprintf(&b, "#KONTO %d \"Konto för %s\"\r\n", a, what[a%len(what)])
	}
	for i := range vouchers {
		text := fmt.Sprintf("%s %d %s %s AB", what[rnd.IntN(len(what))], 10000+i%5000, first[rnd.IntN(len(first))], second[rnd.IntN(len(second))])
		if distinct {
			text += fmt.Sprint(" ", i)
		}
		date := 20250101 + i*12/vouchers*100 + i%28
		fmt.Fprintf(&b, "#VER %c %d %d \"%s\" %d\r\n{\r\n", "ABLK"[i%4], i/4+1, date, text, date)
		var sum int
		rows := 2 + rnd.IntN(4)/2 + rnd.IntN(3)
		for r := range rows {
			amount := rnd.IntN(10_000_000) - 5_000_000
			if r == rows-1 {
				amount = -sum
			}
			sum += amount
			objects := "{}"
			if r == 1 {
				objects = fmt.Sprintf("{1 \"%d\"}", 100+rnd.IntN(40))
			}
			row := text
			if distinct {
				row = fmt.Sprint(text, " rad ", r)
			}
			fmt.Fprintf(&b, "#TRANS %d %s %s", accounts[rnd.IntN(len(accounts))], objects, sie.Amount(amount))
			if r < 1 || distinct {
				fmt.Fprintf(&b, " \"\" \"%s\"", row)
			}
			b.WriteString("\r\n")
		}
		b.WriteString("}\r\n")
	}
	return toCP437(b.String())
}

func toCP437(s string) []byte {
	return []byte(strings.NewReplacer("å", "\x86", "ä", "\x84", "ö", "\x94", "Å", "\x8F", "Ö", "\x99").Replace(s))
}

// largeFile is a file of some 50 MB, made once.
var largeFile = sync.OnceValue(func() []byte { return generate(250_000, false) })

func BenchmarkRead(b *testing.B) {
	for _, bench := range []struct {
		name string
		data func() []byte
	}{
		{"texts_repeat", largeFile},
		{"texts_differ", sync.OnceValue(func() []byte { return generate(250_000, true) })},
	} {
		b.Run(bench.name, func(b *testing.B) {
			data := bench.data()
			b.SetBytes(int64(len(data)))
			var f *sie.File
			for b.Loop() {
				var err error
				if f, err = sie.Read(data); err != nil {
					b.Fatal(err)
				}
			}
			b.StopTimer()
			b.ReportMetric(heapPerByte(data, f), "heap/file")
		})
	}
}

// heapPerByte is the live heap that a File of data needs, as a part of the
// length of data.
func heapPerByte(data []byte, f *sie.File) float64 {
	var with, without runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&with)
	runtime.KeepAlive(f)
	f = nil
	runtime.GC()
	runtime.ReadMemStats(&without)
	runtime.KeepAlive(data)
	return (float64(with.HeapAlloc) - float64(without.HeapAlloc)) / float64(len(data))
}

func BenchmarkCheck(b *testing.B) {
	f, err := sie.Read(largeFile())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		sie.Check(f)
	}
}

// TestMemory holds the promise that a File costs at most half again its length.
func TestMemory(t *testing.T) {
	for _, distinct := range []bool{false, true} {
		data := generate(20_000, distinct)
		f := read(t, string(data))
		if n := f.NumVouchers(); n != 20_000 {
			t.Fatalf("%d vouchers, want 20000", n)
		}
		if list := f.Findings(); len(list) > 0 {
			t.Fatalf("findings %v, want none", list)
		}
		for v := range f.Vouchers() {
			if v.Sum() != 0 {
				t.Fatalf("voucher %s %s sums to %s", v.Series(), v.Number(), v.Sum())
			}
		}
		if got := heapPerByte(data, f); got > 1.5 {
			t.Errorf("texts distinct %t: live heap is %.2f of the file, want at most 1.5", distinct, got)
		}
	}
}
