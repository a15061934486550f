package jobs

import (
	"slices"
	"sync"

	"bokslut/internal/civil"
	"bokslut/internal/engagement"
)

// keptImports is how many imports are known beside their books: a person looks
// at one, turns its pages and takes it in.
const keptImports = 8

// prepared keeps what the parts of the imports that were looked at last say: all
// but the books, which are engagement's to keep.
type prepared struct {
	mu      sync.Mutex
	imports map[preparedKey]engagement.Import
	order   []preparedKey // the latest last
}

// A preparedKey is everything that engagement.Import is made of besides the
// parts, which never change.
type preparedKey struct {
	office, snapshot string
	orgNr, name      string
	year             civil.Period
}

func keyOf(e engagement.Engagement, snap engagement.Snapshot) preparedKey {
	return preparedKey{e.Office, snap.ID, e.Client.OrgNr, e.Client.Name, e.Year}
}

// get gives an import without its book.
func (p *prepared) get(key preparedKey) (engagement.Import, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	imp, ok := p.imports[key]
	if ok {
		p.touch(key)
	}
	return imp, ok
}

func (p *prepared) put(key preparedKey, imp engagement.Import) {
	imp.Book, imp.Parts = nil, nil
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.imports == nil {
		p.imports = map[preparedKey]engagement.Import{}
	}
	p.imports[key] = imp
	if p.touch(key); len(p.order) > keptImports {
		delete(p.imports, p.order[0])
		p.order = p.order[1:]
	}
}

func (p *prepared) touch(key preparedKey) {
	p.order = append(slices.DeleteFunc(p.order, func(k preparedKey) bool { return k == key }), key)
}
