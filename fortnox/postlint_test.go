package fortnox

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Requests that must not repeat go through sendOnce. A function of this package
// that names a method other than GET must call it itself.
func TestOnlySendOnceWrites(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	writers := 0
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			writes, once := inspectWrites(f.Body)
			if writes && !once {
				t.Errorf("%s: %s writes without sendOnce", name, f.Name.Name)
			}
			if writes {
				writers++
			}
		}
	}
	if writers != 2 {
		t.Errorf("%d functions write, want 2: the OAuth host and a new voucher", writers)
	}
}

func inspectWrites(body ast.Node) (writes, once bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			once = once || n.Name == "sendOnce"
		case *ast.SelectorExpr:
			switch n.Sel.Name {
			case "MethodPost", "MethodPut", "MethodPatch", "MethodDelete", "Post", "PostForm":
				writes = true
			}
		case *ast.BasicLit:
			switch s, _ := strconv.Unquote(n.Value); s {
			case "POST", "PUT", "PATCH", "DELETE":
				writes = true
			}
		}
		return true
	})
	return writes, once
}
