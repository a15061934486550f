package pdf

import (
	"bokslut/internal/report"
)

func (w *writer) document() {
	w.wide = w.needsWide(w.doc.Sections[:min(1, len(w.doc.Sections))])
	w.newPage()
	w.paragraph(side, w.room(), w.doc.Title, bold, title, ink)
	w.y += 1
	for _, note := range w.doc.Notes {
		w.paragraph(side, w.room(), note, plain, text, grey)
	}
	w.y += 3
	for i, s := range w.doc.Sections {
		wide := w.needsWide(w.doc.Sections[i : i+1])
		if s.Right != "" {
			w.right = s.Right
		}
		switch turned := wide != w.wide; {
		case s.NewPage || turned || w.closed:
			w.wide = wide
			w.newPage()
		}
		w.section(s)
	}
}

// needsWide tells whether a table of the sections has no room on a standing page.
func (w *writer) needsWide(sections []report.Section) bool {
	for _, s := range sections {
		for _, t := range s.Tables {
			if w.natural(t, small) > standing {
				return true
			}
		}
	}
	return false
}

// standing is the width between the margins of a standing page, mm.
const standing = 210 - 2*side

func (w *writer) section(s report.Section) {
	w.fit(30) // a heading is not left alone at the end of a page
	if s.Indexed {
		link := w.pdf.AddLink()
		w.pdf.SetLink(link, w.y, -1)
		w.entered(link)
	}
	if s.Title != "" {
		w.heading(s)
	}
	if s.Index {
		w.contents()
	}
	w.facts(s.Facts)
	for _, one := range s.Texts {
		w.paragraph(side, w.room(), one, plain, text, ink)
		w.y += 1.5
	}
	for _, t := range s.Tables {
		if len(s.Tables) > 1 {
			w.fit(30)
			w.paragraph(side, w.room(), t.Caption, bold, text, ink)
			w.y++
		}
		w.table(t)
	}
	for _, n := range s.Notes {
		w.note(n)
	}
	w.signs(s.Signs)
	for _, a := range s.Attach {
		w.attach(a, s.Level+1)
	}
}

// heading writes the title of a section over a rule.
func (w *writer) heading(s report.Section) {
	if w.y > top {
		w.y += 2
	}
	w.bookmark(s.Title, s.Level, w.number())
	w.paragraph(side, w.room(), s.Title, bold, heading, ink)
	w.y += 0.8
	w.line(side, side+w.room(), w.y, 0.3, ink)
	w.y += 2
}

// entered notes where a section that the index names stands. The index comes
// before what it names, so its lines are there already.
func (w *writer) entered(link int) {
	w.index = append(w.index, w.number())
	if n := len(w.index); n <= len(w.slots) {
		s := w.slots[n-1]
		page := w.pdf.PageNo()
		w.turnTo(s.page)
		w.pdf.Link(side, s.y+w.shift, standing, text*leading, link)
		w.turnTo(page)
	}
}

// contents writes the index; the page numbers come at the end.
func (w *writer) contents() {
	for _, s := range w.doc.Sections {
		if !s.Indexed {
			continue
		}
		lines := w.wrap(s.Title, plain, text, w.room()-20-4*float64(s.Level))
		w.fit(float64(len(lines))*text*leading + 1)
		w.slots = append(w.slots, slot{w.pdf.PageNo(), w.y})
		for _, one := range lines {
			w.put(side+4*float64(s.Level), w.y, one, plain, text, ink)
			w.y += text * leading
		}
		w.y += 0.5
		w.line(side, side+w.room(), w.y, 0.1, hair)
		w.y += 0.7
	}
	w.y += 3
}

// facts writes labels with their values, two beside each other.
func (w *writer) facts(facts []report.Fact) {
	if len(facts) == 0 {
		return
	}
	half := w.room()/2 - 3
	for i := 0; i < len(facts); i += 2 {
		pair := facts[i:min(i+2, len(facts))]
		var cells [2][]string
		lines := 0
		for j, f := range pair {
			cells[j] = w.wrap(f.Value, plain, text, half-34)
			lines = max(lines, min(len(cells[j]), 8))
		}
		w.fit(float64(lines)*text*leading + 1)
		for j, f := range pair {
			x := side + float64(j)*(half+6)
			w.put(x, w.y, w.first(f.Label, plain, small, 33), plain, small, pale)
			for k, one := range cells[j][:min(len(cells[j]), 8)] {
				w.put(x+34, w.y+float64(k)*text*leading, one, plain, text, ink)
			}
		}
		w.y += float64(lines)*text*leading + 0.6
		w.line(side, side+w.room(), w.y, 0.1, hair)
		w.y += 0.9
	}
	w.y += 3
}

// note writes a comment; one that fits on a page is not split.
func (w *writer) note(n report.Note) {
	lines := w.wrap(n.Text, plain, text, w.room()-6)
	if height := float64(len(lines)+1)*text*leading + 2; height < w.whole() {
		w.fit(height)
	}
	w.paragraph(side, w.room(), n.Head, bold, small, grey)
	for _, one := range lines {
		w.fit(text * leading)
		w.put(side+3, w.y, one, plain, text, ink)
		w.y += text * leading
	}
	w.y += 2
}

// signs writes the sign-off box in one piece.
func (w *writer) signs(signs []report.Fact) {
	if len(signs) == 0 {
		return
	}
	const across = 3
	each := w.room() / across
	down := (len(signs) + across - 1) / across
	const signLines, height = 3, 19.0
	w.fit(float64(down)*height + 4)
	w.y += 2
	w.line(side, side+w.room(), w.y, 0.3, ink)
	for i, s := range signs {
		x, y := side+float64(i%across)*each, w.y+float64(i/across)*height+1.5
		w.put(x, y, w.first(s.Label, plain, small, each-4), plain, small, pale)
		for k, one := range w.wrap(s.Value, plain, text, each-4) {
			if k == signLines {
				break
			}
			w.put(x, y+4+float64(k)*text*leading, one, plain, text, ink)
		}
	}
	w.y += float64(down) * height
	w.line(side, side+w.room(), w.y, 0.1, rule)
	w.y += 4
}
