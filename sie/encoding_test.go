package sie

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

const swedish = "#FLAGGA 0\n#FORMAT PC8\n#FNAMN \"Åkerö Ångström & Söner, café über\"\n#KONTO 1930 \"Företagskonto\"\n"

func encode(t *testing.T, s string, e Encoding) []byte {
	t.Helper()
	var b []byte
	var err error
	switch e {
	case CP437:
		b, err = charmap.CodePage437.NewEncoder().Bytes([]byte(s))
	case Windows1252:
		b, err = charmap.Windows1252.NewEncoder().Bytes([]byte(s))
	case UTF16LE, UTF16BE:
		var order binary.AppendByteOrder = binary.LittleEndian
		if e == UTF16BE {
			order = binary.BigEndian
		}
		for _, u := range utf16.Encode([]rune("\uFEFF" + s)) {
			b = order.AppendUint16(b, u)
		}
	default:
		b = []byte(s)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEncodings(t *testing.T) {
	for _, tt := range []struct {
		name string
		data []byte
		want Encoding
	}{
		{"cp437", encode(t, swedish, CP437), CP437},
		{"windows1252", encode(t, swedish, Windows1252), Windows1252},
		{"utf8", []byte(swedish), UTF8},
		{"utf8_bom", []byte("\uFEFF" + swedish), UTF8},
		{"utf16le", encode(t, swedish, UTF16LE), UTF16LE},
		{"utf16be", encode(t, swedish, UTF16BE), UTF16BE},
		{"utf16le_without_mark", encode(t, swedish, UTF16LE)[2:], UTF16LE},
		{"utf16be_without_mark", encode(t, swedish, UTF16BE)[2:], UTF16BE},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := bytes.Clone(tt.data)
			f, err := Read(tt.data)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(before, tt.data) {
				t.Error("Read changed its input")
			}
			if f.Encoding() != tt.want {
				t.Errorf("encoding = %s, want %s", f.Encoding(), tt.want)
			}
			if got, want := f.Header().Name, "Åkerö Ångström & Söner, café über"; got != want {
				t.Errorf("name = %q, want %q", got, want)
			}
			if a, _ := f.Account("1930"); a.Name != "Företagskonto" {
				t.Errorf("account 1930 = %q, want Företagskonto", a.Name)
			}
		})
	}
}

func TestDetectEncoding(t *testing.T) {
	truncated := []byte(strings.Repeat("Företagskonto för åäö ", 20) + "slut \xC3")
	for _, tt := range []struct {
		name string
		data []byte
		want Encoding
	}{
		{"ascii", []byte("#KONTO 1510 Kund"), ASCII},
		{"high_bytes_that_are_no_letters", []byte("#KONTO 1510 \xFFKund"), CP437},
		{"tie", []byte("\x86\xE5"), CP437},
		{"one_bad_byte_in_utf8", truncated, UTF8},
		{"german_windows1252", []byte("#FNAMN \"M\xFCller\""), Windows1252},
	} {
		if got := DetectEncoding(tt.data); got != tt.want {
			t.Errorf("%s: DetectEncoding = %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestForceEncoding(t *testing.T) {
	data := []byte("#FLAGGA 0\n#FNAMN \"\x86 \xA4\"\n#VER A 1 20250103 \"\xA4\"\n{\n}\n")
	for e, want := range map[Encoding]string{CP437: "å ñ", Windows1252: "† ¤", ISO8859_15: "\uFFFD €", UTF8: "\uFFFD \uFFFD"} {
		f, err := Read(data, ForceEncoding(e))
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Header().Name; got != want || f.Encoding() != e {
			t.Errorf("forced %s: name = %q in %s, want %q", e, got, f.Encoding(), want)
		}
		if got := f.Voucher(0).Text(); !strings.HasSuffix(want, got) {
			t.Errorf("forced %s: text of the voucher = %q, want the end of %q", e, got, want)
		}
	}
	s := NewScanner(bytes.NewReader(data), ForceEncoding("latin1"))
	if _, err := Read(data, ForceEncoding("latin1")); err == nil || s.Scan() || s.Err() == nil {
		t.Errorf("forced to an unknown encoding: Read ends with %v, Scanner with %v, want errors", err, s.Err())
	}
}

// TestCodePages compares the tables with those of golang.org/x/text.
func TestCodePages(t *testing.T) {
	for c := 0x80; c <= 0xFF; c++ {
		if got, want := cp437[c-0x80], charmap.CodePage437.DecodeByte(byte(c)); got != want {
			t.Errorf("cp437[%02X] = %q, want %q", c, got, want)
		}
		want := charmap.Windows1252.DecodeByte(byte(c))
		if want >= 0x80 && want <= 0x9F {
			want = utf8.RuneError // five bytes mean nothing
		}
		if got := cp1252[c-0x80]; got != want {
			t.Errorf("cp1252[%02X] = %q, want %q", c, got, want)
		}
		if got, want := latin9[c-0x80], charmap.ISO8859_15.DecodeByte(byte(c)); got != want {
			t.Errorf("latin9[%02X] = %q, want %q", c, got, want)
		}
	}
}

func TestDamaged(t *testing.T) {
	for s, want := range map[string]bool{
		"F├╢retag": true, "FÃ¶retag": true, "k”pt": true, "F÷retag": true, "4 ÷ 2": false, "Åkerö": false, "”citat”": false, "sida † här": false, "": false,
	} {
		if got := damaged(s); got != want {
			t.Errorf("damaged(%q) = %t, want %t", s, got, want)
		}
	}
}
