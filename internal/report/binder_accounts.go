package report

import (
	"context"

	"bokslut/internal/workpaper"
)

// AccountNotes are the comments of an account, and its files where no bilaga shows
// them.
type AccountNotes struct {
	Account, Name string
	Comments      []workpaper.Comment
	Files         []File
}

// Owner names the account as the owner of its files.
func (a AccountNotes) Owner(ctx context.Context) string { return t(ctx, "Konto %s", a.Account) }

// accountSections are the comments of accounts, in one section, and after it the
// accounts that have files, each with its own.
func (b Binder) accountSections(ctx context.Context, w Words) []Section {
	first := Section{
		Title: t(ctx, "Kommentarer till konton"), NewPage: true, Indexed: true, Right: t(ctx, "Kommentarer till konton"),
	}
	var files []Section
	for _, a := range b.Accounts {
		for _, n := range commentNotes(ctx, w, a.Comments, b.Internal) {
			n.Head = a.Account + " " + a.Name + " · " + n.Head
			first.Notes = append(first.Notes, n)
		}
		if len(a.Files) == 0 {
			continue
		}
		title := t(ctx, "Dokument till konto %s – %s", a.Account, a.Name)
		files = append(files, Section{
			Title: title, Right: title, Level: 1, Indexed: true, NewPage: true,
			Tables: []Table{fileTable(ctx, a.Files)}, Attach: attachments(ctx, a.Owner(ctx), a.Files),
		})
	}
	if len(first.Notes) == 0 {
		return files
	}
	return append([]Section{first}, files...)
}
