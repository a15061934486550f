package web_test

import (
	"fmt"
	"strings"
	"testing"
)

// TestAnalysisOfObjectsAndAccounts reads books with cost centres: the result is
// divided on them, what stands out is listed, and several accounts stand on one
// page.
func TestAnalysisOfObjectsAndAccounts(t *testing.T) {
	t.Parallel()
	s := newSite(t, nil)
	id := s.toSource("Granngården AB", "556000-4615", "2025-01-01", "2025-12-31", "sie").Query.Get("u")
	file := []string{
		"#FLAGGA 0", "#FORMAT PC8", "#SIETYP 4", "#PROGRAM prov 1", "#GEN 20260101", "#FNAMN Granngarden", "#ORGNR 556000-4615",
		"#RAR 0 20250101 20251231", "#KONTO 1930 Bank", "#KONTO 1940 Sparkonto", "#KONTO 3001 Salu", "#KONTO 5010 Hyra", "#DIM 1 Kst", "#OBJEKT 1 BUTIK Butiken",
		"#IB 0 1930 0", "#UB 0 1930 0", "#RES 0 3001 -50000", "#RES 0 5010 9000",
	}
	for i, kronor := range []string{"5000", "5000", "35000", "5000"} {
		file = append(file, fmt.Sprintf("#VER A %d 20250%d01 Salu", i+10, i+1), "{", "#TRANS 1940 {} "+kronor, "#TRANS 3001 {1 BUTIK} -"+kronor, "}")
	}
	file = append(file, "#VER A 3 20250501 Hyra", "{", "#TRANS 1940 {} -9000", "#TRANS 5010 {} 9000", "}", "")
	ok(s, s.upload(id, [2]string{"år.se", strings.Join(file, "\r\n")}), "")
	at := "/u/" + id

	d := ok(s, s.get(at+"/resultat"), "Per kostnadsställe", "Ovanlig").doc(t)
	if got, want := strings.Join(d.cells("3001"), "|"), "Mar avviker: 35 000"; !strings.Contains(got, want) {
		t.Errorf("3001 says %q, want %q", got, want)
	}
	d = s.get(at + "/resultat?visa=kostnadsstallen").doc(t)
	for row, want := range map[string]string{
		"3001": "3001|Salu|50 000||50 000", "5010": "5010|Hyra||−9 000|−9 000",
	} {
		if got := strings.Join(d.cells(row), "|"); got != want {
			t.Errorf("row %q is %q, want %q", row, got, want)
		}
	}
	ok(s, s.get(at+"/resultat?visa=projekt"), "Jämfört med förra året") // the books have none

	p := ok(s, s.get(at+"/konto?sok=1930-5010"), "Kontoanalys av flera konton", "Summa 3 konton", "1940", "3001", "5010")
	if strings.Contains(p.Body, ">1930<") {
		t.Error("1930 has nothing booked, and stands in the interval")
	}
	if link, want := attrOf(p.doc(t).one("a", "data-key", "n"), "href"), at+"/bilagor/ny?konto=1940"; link != want {
		t.Errorf("a bilaga over the accounts is made at %q, want %q: of 1940, 3001 and 5010 one is a balance account", link, want)
	}
	ok(s, s.get(at+"/bilagor/ny?konto=1940+1930"), `value="1940 1930"`, "Föreslås för 1940 1930.", "Saldo enligt kontoutdrag")
	ok(s, s.get(at+"/konto/1940?belopp=9000"), "Hyra", "Summa 1 rad")
	ok(s, s.get(at+"/konton?konto=1940&belopp=x"), "”x” är inget belopp")
	ok(s, s.get(at+"/konton"), "Inget av kontona finns i importen")
}
