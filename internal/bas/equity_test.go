package bas

import (
	"slices"
	"testing"
)

func TestIsYearResult(t *testing.T) {
	for _, tt := range []struct {
		account, name string
		want          bool
	}{
		{"2099", "Årets resultat", true},
		{"2099", "Redovisat resultat", true},
		{"2099", "", true},
		{"2099", "Periodens resultat", true},
		{"2019", "Årets resultat, delägare 1", true},
		{"2039", "Årets resultat, delägare 3", true},
		{"2069", "Årets resultat", true},
		{"2095", "Årets vinst eller förlust", true}, // a company with its own number
		{"2098", "Vinst eller förlust från föregående år", false},
		{"2099", "Föregående års resultat", false},
		{"2091", "Balanserat resultat", false},
		{"2089", "Fond för utvecklingsutgifter", false},
		{"2019", "", false},
		{"2095", "Fusionsresultat", false},
		{"8999", "Årets resultat", false},
		{"2998", "Årets resultat", false},
		{"209", "Årets resultat", false},
		{"", "", false},
	} {
		if got := IsYearResult(tt.account, tt.name); got != tt.want {
			t.Errorf("IsYearResult(%q, %q) = %v, want %v", tt.account, tt.name, got, tt.want)
		}
	}
}

func TestResultMovesTo(t *testing.T) {
	for account, want := range map[string][]string{
		"2099": {"2098", "2091"}, "2019": {"2010"}, "2029": {"2020"}, "2049": {"2040"}, "2069": {"2068", "2067", "2060"},
		"2095": {"2098", "2091"}, "20999": nil, "1510": nil, "": nil,
	} {
		if got := ResultMovesTo(account); !slices.Equal(got, want) {
			t.Errorf("ResultMovesTo(%q) = %v, want %v", account, got, want)
		}
	}
}

func TestClosesResult(t *testing.T) {
	for _, tt := range []struct {
		account, name string
		want          bool
	}{
		{"8999", "Årets resultat", true}, {"8990", "Resultat", true}, {"8999", "", true},
		{"8999", "Övriga skatter", false}, {"8910", "Skatt på årets resultat", false}, {"899", "Resultat", false}, {"", "", false},
	} {
		if got := ClosesResult(tt.account, tt.name); got != tt.want {
			t.Errorf("ClosesResult(%q, %q) = %v, want %v", tt.account, tt.name, got, tt.want)
		}
	}
}

func TestUsualSide(t *testing.T) {
	for _, tt := range []struct {
		account, name string
		want          Side
	}{
		{"1220", "Inventarier och verktyg", Debit},
		{"1229", "Ackumulerade avskrivningar på inventarier och verktyg", Credit},
		{"1229", "Ack avskrivningar inventarier", Credit},
		{"1288", "Förskott för maskiner och inventarier", Either},
		{"1229", "V,rdeminskning", Either}, // a name that lost its letters
		{"1460", "Lager av handelsvaror", Debit},
		{"1469", "Nedskrivning av lager", Either},
		{"1470", "Pågående arbeten", Either},
		{"1510", "Kundfordringar", Debit},
		{"1519", "Nedskrivning av kundfordringar", Either},
		{"1630", "Skattekonto", Either},
		{"1910", "Kassa", Debit},
		{"1930", "Företagskonto", Debit},
		{"1930", "", Either}, // nothing says that it is a chart like BAS
		{"2081", "Aktiekapital", Either},
		{"2440", "Leverantörsskulder", Credit},
		{"2518", "Betald F-skatt", Either},
		{"2641", "Debiterad ingående moms", Either},
		{"2710", "Personalskatt", Credit},
		{"2893", "Skulder till närstående personer", Credit},
		{"2999", "OBS-konto", Either},
		{"3001", "Försäljning", Either},
		{"24405", "Leverantörsskulder", Either},
		{"0510", "Kundfordringar", Either},
	} {
		if got := UsualSide(tt.account, tt.name); got != tt.want {
			t.Errorf("UsualSide(%q, %q) = %v, want %v", tt.account, tt.name, got, tt.want)
		}
	}
}

func TestIsSuspense(t *testing.T) {
	for _, tt := range []struct {
		account, name string
		want          bool
	}{
		{"2999", "OBS-konto", true}, {"2999", "", true}, {"1999", "Obs-konto", true},
		{"2999", "Övriga upplupna kostnader", false}, {"6991", "Observationsutrustning", false},
	} {
		if got := IsSuspense(tt.account, tt.name); got != tt.want {
			t.Errorf("IsSuspense(%q, %q) = %v, want %v", tt.account, tt.name, got, tt.want)
		}
	}
}
