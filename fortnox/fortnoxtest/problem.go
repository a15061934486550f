package fortnoxtest

import (
	"fmt"
	"net/http"
)

// problem is an error answer of the API. Fortnox uses two spellings of the same body: upper-case names for what was not
// found, lower-case names for what was not accepted.
type problem struct {
	status int
	code   int
	upper  bool
	text   string
	source string
}

// The error codes of the API, with where each is known from. "doc" is Fortnox's documentation, "recorded" a recorded
// answer, "reported" what users or authors of client libraries have seen. A code marked "assumed" is ours: nobody has
// published the real one, so a client must not look at it.
var (
	problemNoRoute        = problem{404, 2000762, true, "Kunde inte hitta sökvägen.", "reported (past the last page, unknown path)"}
	problemAccept         = problem{400, 1000030, false, "Ogiltig Accept-header.", "doc; status assumed"}
	problemContentType    = problem{400, 1000031, false, "Ogiltig Content-Type-header.", "doc; status assumed"}
	problemFilter         = problem{400, 2000587, false, "Ett ogiltigt filter har använts.", "recorded"}
	problemParameter      = problem{400, 2000588, false, "Felaktig parameter i anropet: %s.", "doc"}
	problemFromDate       = problem{400, 2002363, false, "Från-datum ligger utanför räkenskapsåret.", "doc"}
	problemScope          = problem{403, 2000663, false, "Behörighet saknas för scope.", "reported"}
	problemLicence        = problem{403, 2001101, false, "Ingen aktiv licens för scope.", "doc"}
	problemAPILicence     = problem{403, 2001103, false, "API-licens saknas.", "reported"}
	problemSystem         = problem{500, 1000003, true, "Systemfel.", "doc"}
	problemUnavailable    = problem{503, 1000003, true, "Tjänsten är inte tillgänglig.", "assumed"}
	problemYear           = problem{400, 2000729, false, "Räkenskapsåret finns inte.", "assumed"}
	problemNoYear         = problem{404, 2000729, true, "Kan inte hitta räkenskapsåret.", "assumed"}
	problemNoVoucher      = problem{404, 2000729, true, "Kan inte hitta verifikationen.", "assumed"}
	problemNoSeries       = problem{404, 2000729, true, "Kan inte hitta verifikationsserien.", "assumed"}
	problemNoObject       = problem{404, 2000729, true, "Kan inte hitta objektet.", "assumed"}
	problemNoFile         = problem{404, 2000729, true, "Kan inte hitta filen.", "assumed"}
	problemNoAccount      = problem{404, 2000423, true, "Kan inte hitta kontot.", "doc"}
	problemNoCustomer     = problem{404, 2000433, true, "Kan inte hitta kunden.", "recorded"}
	problemNoInvoice      = problem{404, 2000434, true, "Kan inte hitta fakturan.", "recorded"}
	problemNoCurrency     = problem{404, 2000427, true, "Kan inte hitta valutan.", "doc (range)"}
	problemNoProject      = problem{404, 2001161, true, "Kan inte hitta projektet.", "doc; status assumed"}
	problemNoPredefined   = problem{404, 2001403, true, "Kan inte hitta det fördefinierade kontot.", "doc"}
	problemNoBody         = problem{400, 2001392, false, "Anropet saknar innehåll.", "doc"}
	problemField          = problem{400, 2001399, false, "Felaktigt fältnamn (%s).", "doc"}
	problemSyntax         = problem{400, 2002115, false, "Ogiltig JSON.", "doc"}
	problemMissing        = problem{400, 2001795, false, "Obligatoriska fält saknas: %s.", "reported"}
	problemTooLong        = problem{400, 2000107, false, "Värdet är för långt (%s).", "reported"}
	problemNumeric        = problem{400, 2000108, false, "Värdet måste vara numeriskt (%s).", "doc"}
	problemCharacters     = problem{400, 2000359, false, "Värdet innehåller ogiltiga tecken (%s).", "doc"}
	problemLocked         = problem{400, 2000401, false, "Företaget har låst perioden t.o.m. %s.", "reported"}
	problemAccount        = problem{400, 2000423, false, "Ogiltigt konto (%d).", "doc"}
	problemInactive       = problem{400, 2000550, false, "Konto %d är inte aktivt.", "reported"}
	problemCostCentre     = problem{400, 2000947, false, "Kostnadsstället är inte aktivt (%s).", "reported"}
	problemProject        = problem{400, 2001161, false, "Projektet finns inte (%s).", "doc"}
	problemSeries         = problem{400, 2009001, false, "Ogiltig verifikationsserie angiven (%s).", "text reported, code assumed"}
	problemNotManual      = problem{400, 2009002, false, "Verifikationsserien är inte manuell (%s).", "text reported, code assumed"}
	problemOutsideYear    = problem{400, 2009003, false, "Räkenskapsår saknas för valt datum.", "text reported, code assumed"}
	problemUnbalanced     = problem{400, 2009004, false, "Verifikationen balanserar inte. Differens: %s.", "assumed"}
	problemRow            = problem{400, 2009005, false, "Raden har ogiltiga belopp (konto %d).", "assumed"}
	problemNeedsCentre    = problem{400, 2009006, false, "Kostnadsställe måste anges för konto %d.", "assumed"}
	problemNoCentre       = problem{400, 2009007, false, "Kostnadsställe får inte anges för konto %d.", "assumed"}
	problemNeedsProject   = problem{400, 2009008, false, "Projekt måste anges för konto %d.", "assumed"}
	problemRefusesProject = problem{400, 2009009, false, "Projekt får inte anges för konto %d.", "assumed"}
	problemSelection      = problem{400, 2000588, false, "Felaktig parameter i anropet: selection.", "assumed"}
)

type upperError struct {
	Error   int
	Message string
	Code    int
}

type lowerError struct {
	Error   int    `json:"error"`
	Message string `json:"message"`
	Code    int    `json:"code"`
}

// reply makes the answer, with args put into the text.
func (p problem) reply(args ...any) reply {
	text := p.text
	if len(args) > 0 {
		text = fmt.Sprintf(text, args...)
	}
	var body any = map[string]any{"ErrorInformation": lowerError{1, text, p.code}}
	if p.upper {
		body = map[string]any{"ErrorInformation": upperError{1, text, p.code}}
	}
	return reply{status: p.status, value: body}
}

// legacyLogin is the answer to the headers Access-Token and Client-Secret, which ended on 2025-04-30 (recorded by others: 403
// with text and the code in parentheses; the wording is ours).
func legacyLogin() reply {
	return reply{status: http.StatusForbidden, raw: []byte("Inloggning med Access-Token stöds inte längre (2000311)"),
		contentType: "text/html; charset=UTF-8"}
}

// unauthorized is the answer of the gateway in front of the API to a missing, unknown or expired bearer token (recorded).
func unauthorized() reply {
	return reply{status: http.StatusUnauthorized, value: map[string]any{"message": "unauthorized"}}
}
