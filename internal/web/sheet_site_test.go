package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	dom "golang.org/x/net/html"
)

// imported makes an engagement for theCompany with everything read from the
// local Fortnox, and gives its id.
func (s *site) imported() string {
	s.t.Helper()
	c := theCompany()
	year := c.Truth().Closing
	p := s.toSource(c.Name(), c.OrganisationNumber(), year.From.String(), year.To.String(), "fortnox")
	id := p.Query.Get("u")
	s.throughFortnox(id, url.Values{"guide": {"1"}}, "approve")
	s.waitImport(id)
	return id
}

// doc is a page as a tree.
type doc struct {
	t    *testing.T
	root *dom.Node
}

func (p page) doc(t *testing.T) doc {
	t.Helper()
	root, err := dom.Parse(strings.NewReader(p.Body))
	if err != nil {
		t.Fatal(err)
	}
	return doc{t, root}
}

// all lists the elements with a name for which every pair of attribute and
// value holds; the value * is any.
func (d doc) all(name string, attrs ...string) []*dom.Node {
	var found []*dom.Node
	for n := range d.root.Descendants() {
		if n.Type == dom.ElementNode && n.Data == name && hasAttrs(n, attrs) {
			found = append(found, n)
		}
	}
	return found
}

func hasAttrs(n *dom.Node, attrs []string) bool {
	for i := 0; i+1 < len(attrs); i += 2 {
		value, ok := attr(n, attrs[i])
		if !ok || attrs[i+1] != "*" && value != attrs[i+1] {
			return false
		}
	}
	return true
}

func attr(n *dom.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func attrOf(n *dom.Node, name string) string {
	value, _ := attr(n, name)
	return value
}

// one gives the only such element, and fails when there is another number.
func (d doc) one(name string, attrs ...string) *dom.Node {
	d.t.Helper()
	found := d.all(name, attrs...)
	if len(found) != 1 {
		d.t.Fatalf("found %d elements %s %v, want 1", len(found), name, attrs)
	}
	return found[0]
}

// text is what an element says, with single spaces.
func text(n *dom.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == dom.TextNode {
			b.WriteString(c.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// value is what a field of a form holds: the first one with the name.
func (d doc) value(name string) string {
	d.t.Helper()
	if inputs := d.all("input", "name", name); len(inputs) > 0 {
		return attrOf(inputs[0], "value")
	}
	areas := d.all("textarea", "name", name)
	if len(areas) == 0 {
		d.t.Fatalf("there is no field %q", name)
	}
	return text(areas[0])
}

// version is the row version that the forms of a page carry.
func (p page) version(t *testing.T) string {
	t.Helper()
	return p.doc(t).value("version")
}

// cells gives the texts of the cells of the row with this data-row.
func (d doc) cells(row string) []string {
	d.t.Helper()
	var texts []string
	for n := range d.one("tr", "data-row", row).ChildNodes() {
		if n.Type == dom.ElementNode {
			texts = append(texts, text(n))
		}
	}
	return texts
}

func ok(s *site, p page, texts ...string) page {
	s.t.Helper()
	s.wants(p, http.StatusOK, texts...)
	return p
}
