package golden

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// recorder is a test that may fail.
type recorder struct {
	testing.TB
	failed bool
	said   strings.Builder
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.failed = true
	fmt.Fprintf(&r.said, format, args...)
}

func (r *recorder) Fatal(args ...any) {
	r.failed = true
	fmt.Fprint(&r.said, args...)
	runtime.Goexit()
}

func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	runtime.Goexit()
}

// try runs f with a recorder, and tells whether it failed.
func try(t *testing.T, f func(testing.TB)) *recorder {
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		f(r)
	}()
	<-done
	return r
}

func TestCheckSection(t *testing.T) {
	const page = "a page\n\n<!-- flags -->\none\n<!-- /flags -->\nthe rest\n"
	for _, tt := range []struct {
		name, page, section, got string
		fails                    bool
	}{
		{"same", page, "flags", "one\n", false},
		{"other", page, "flags", "two\n", true},
		{"longer", page, "flags", "one\ntwo\n", true},
		{"no_such_section", page, "rooms", "one\n", true},
		{"never_closed", strings.Replace(page, "/flags", "flag", 1), "flags", "one\n", true},
		{"twice", page + page, "flags", "one\n", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "page.md")
			write(t, path, tt.page)
			r := try(t, func(tb testing.TB) { CheckSection(tb, path, tt.section, tt.got) })
			if r.failed != tt.fails {
				t.Errorf("failed = %v, want %v: %s", r.failed, tt.fails, r.said.String())
			}
		})
	}
}

func TestUpdateKeepsTheRestOfThePage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "page.md")
	write(t, path, "before\n<!-- a -->\nold\n<!-- /a -->\nafter\n")
	*update = true
	defer func() { *update = false }()
	CheckSection(t, path, "a", "new\n")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if want := "before\n<!-- a -->\nnew\n<!-- /a -->\nafter\n"; string(b) != want {
		t.Errorf("page = %q, want %q", b, want)
	}
}

func TestCheck(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file.txt")
	if r := try(t, func(tb testing.TB) { Check(tb, path, "text") }); !r.failed {
		t.Error("a missing file passed")
	}
	write(t, path, "text")
	if r := try(t, func(tb testing.TB) { Check(tb, path, "text") }); r.failed {
		t.Errorf("an equal file failed: %s", r.said.String())
	}
	if r := try(t, func(tb testing.TB) { Check(tb, path, "text\n") }); !r.failed {
		t.Error("another text passed")
	}
}
