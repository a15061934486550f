package web

import "bokslut/internal/engagement"

// Look is a shape of the sprite with the colour of its family.
type Look struct{ Icon, Colour string }

// Cell is one cell of the stamp.
type Cell struct {
	Label  string
	Value  string
	Big    bool
	Colour string // bad, warn or good; empty is ink
	Shape  Look   // a status instead of plain text
}

func statusShape(s engagement.Status) Look {
	switch s {
	case engagement.Differs:
		return Look{"err", "err"}
	case engagement.Drifted:
		return Look{"chg", "chg"}
	case engagement.Underway:
		return Look{"prog", "prog"}
	case engagement.DoneDiff:
		return Look{"okd", "ok"}
	case engagement.Done:
		return Look{"ok", "ok"}
	case engagement.Reviewed:
		return Look{"dbl", "ok"}
	}
	return Look{"none", "none"}
}

func statusWord(s engagement.Status) string {
	switch s {
	case engagement.Differs:
		return "Avviker"
	case engagement.Drifted:
		return "Ändrad efter klarmarkering"
	case engagement.Underway:
		return "Pågår"
	case engagement.DoneDiff:
		return "Klar med förklarad differens"
	case engagement.Done:
		return "Klar"
	case engagement.Reviewed:
		return "Granskad"
	}
	return "Ej påbörjad"
}

func transferShape(tr engagement.Transfer) Look {
	switch tr {
	case engagement.TransferSending:
		return Look{"send", "prog"}
	case engagement.TransferSent:
		return Look{"sent", "ok"}
	case engagement.TransferRefused:
		return Look{"rej", "err"}
	case engagement.TransferUnknown:
		return Look{"unk", "chg"}
	case engagement.TransferDecide:
		return Look{"hand", "chg"}
	case engagement.TransferExcluded:
		return Look{"na", "none"}
	}
	return Look{"ej", "none"}
}

func transferWord(tr engagement.Transfer) string {
	switch tr {
	case engagement.TransferSending:
		return "Överförs"
	case engagement.TransferSent:
		return "Överförd"
	case engagement.TransferRefused:
		return "Avvisad av Fortnox"
	case engagement.TransferUnknown:
		return "Utfall okänt"
	case engagement.TransferDecide:
		return "Väntar på ditt beslut"
	case engagement.TransferExcluded:
		return "Ej aktuell för överföring"
	}
	return "Ej överförd"
}

func messageIcon(kind string) string {
	switch kind {
	case "err", "chg", "ok":
		return kind
	}
	return "info"
}

// messageRole is alert only for what the person just caused.
func messageRole(kind string) string {
	if kind == "err" {
		return "alert"
	}
	return "status"
}

// describe lists the elements that explain a field.
func describe(id, hint, wrong string) string {
	switch {
	case hint != "" && wrong != "":
		return id + "-fel " + id + "-hint"
	case wrong != "":
		return id + "-fel"
	case hint != "":
		return id + "-hint"
	}
	return ""
}

func boolText(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func sourceWord(s engagement.Source) string {
	switch s {
	case engagement.Fortnox:
		return "Fortnox"
	case engagement.SIE:
		return "SIE4-fil"
	}
	return "Manuell"
}
