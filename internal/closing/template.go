package closing

// A Template (mall) is the accounts of an entry that most closings have. Names
// and texts are the program's own; amounts are left to the person. Accounts are
// those of the BAS chart, and a client whose chart lacks one gets a line to fill
// in.
type Template struct {
	Key, Name, Text string
	Debit, Credit   []string
}

// Templates are in the order of the accounts on the balance sheet.
var Templates = []Template{
	{"avskrivning-inventarier", "Avskrivning på inventarier", "Avskrivning enligt plan, inventarier", []string{"7832"}, []string{"1229"}},
	{"avskrivning-byggnader", "Avskrivning på byggnader", "Avskrivning enligt plan, byggnader", []string{"7820"}, []string{"1119"}},
	{"lager", "Förändring av varulager", "Förändring av varulager", []string{"4960"}, []string{"1460"}},
	{"osaker-fordran", "Nedskrivning av osäker kundfordran", "Nedskrivning av kundfordran, exklusive moms", []string{"6352"}, []string{"1519"}},
	{"forutbetald-hyra", "Förutbetald hyra", "Förutbetald hyra", []string{"1710"}, []string{"5010"}},
	{"forutbetald-forsakring", "Förutbetald försäkring", "Förutbetald försäkringspremie", []string{"1730"}, []string{"6310"}},
	{"forutbetald-kostnad", "Övrig förutbetald kostnad", "Förutbetald kostnad", []string{"1790"}, nil},
	{"upplupen-intakt", "Upplupen intäkt", "Upplupen intäkt, utan moms", []string{"1790"}, []string{"3001"}},
	{"momsavrakning", "Moms till redovisningskonto", "Momsavräkning", []string{"2610"}, []string{"2640", "2650"}},
	{"upplupen-lon", "Upplupen lön", "Upplupen lön", []string{"7010"}, []string{"2910"}},
	{"semesterloneskuld", "Semesterlöneskuld", "Förändring av semesterlöneskuld", []string{"7090", "7519"}, []string{"2920", "2941"}},
	{"upplupen-ranta", "Upplupen ränta", "Upplupen räntekostnad", []string{"8410"}, []string{"2960"}},
	{"forutbetald-intakt", "Förutbetald intäkt", "Förutbetald intäkt, utan moms", []string{"3001"}, []string{"2970"}},
	{"bokslutsarvode", "Beräknat arvode för bokslut", "Beräknat arvode för bokslut", []string{"6530"}, []string{"2991"}},
	{"revisionsarvode", "Beräknat arvode för revision", "Beräknat arvode för revision", []string{"6420"}, []string{"2992"}},
	{"upplupen-kostnad", "Övrig upplupen kostnad", "Upplupen kostnad", nil, []string{"2990"}},
	{"foregaende-resultat", "Föregående års resultat", "Omföring av föregående års resultat", []string{"2099"}, []string{"2098"}},
}

// A SavedTemplate is an entry that the office has saved to begin others from.
// Amounts are öre, 0 where the person is to fill them in.
type SavedTemplate struct {
	ID      string `json:"-"`
	Name    string `json:"name"`
	Text    string `json:"text"`
	Reverse bool   `json:"reverse,omitempty"`
	Rows    []Row  `json:"rows"`
	By      string `json:"by"` // the name of who saved it
}

// Bounds of what an office saves.
const (
	MaxTemplateName = 80
	MaxTemplates    = 500
)

// TemplateOf finds a template by its key.
func TemplateOf(key string) (Template, bool) {
	for _, t := range Templates {
		if t.Key == key {
			return t, true
		}
	}
	return Template{}, false
}
