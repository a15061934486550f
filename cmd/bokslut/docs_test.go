package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"bokslut/internal/connection"
	"bokslut/internal/golden"
	"bokslut/internal/testenv"
)

// TestFlagsInDrift keeps the tables of docs/drift.md equal to the flags.
func TestFlagsInDrift(t *testing.T) {
	page := filepath.Join(testenv.Root(t), "docs", "drift.md")
	parser, err := kong.New(&commands{}, kong.Name("bokslut"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, command := range parser.Model.Children {
		names = append(names, command.Name)
		for _, one := range append(command.Children, command) {
			if one != command || len(command.Children) == 0 {
				golden.CheckSection(t, page, "flags of "+strings.TrimPrefix(one.FullPath(), "bokslut "), flagTable(one))
			}
		}
	}
	if want := []string{"serve", "demo", "fortnox", "key", "restored", "sie", "version"}; !slices.Equal(names, want) {
		t.Errorf("commands = %v, want %v: a new command needs its part of docs/drift.md", names, want)
	}
}

// flagTable is what a command takes, as a table.
func flagTable(command *kong.Node) string {
	var b strings.Builder
	for _, arg := range command.Positional {
		fmt.Fprintf(&b, "`%s`: %s\n\n", arg.Summary(), arg.Help)
	}
	flags := slices.DeleteFunc(slices.Clone(command.Flags), func(f *kong.Flag) bool { return f.Name == "help" })
	if len(flags) == 0 {
		return b.String()
	}
	b.WriteString("| Flag | Environment | Unless given | What it is |\n|---|---|---|---|\n")
	for _, f := range flags {
		fmt.Fprintf(&b, "| `--%s` | %s | %s | %s |\n", f.Name, code(strings.Join(f.Envs, "` `")), code(f.Default), f.Help)
	}
	return b.String()
}

func code(text string) string {
	if text == "" {
		return "–"
	}
	return "`" + text + "`"
}

// TestFortnoxInDrift keeps the page's scopes and redirect address those that
// the program uses.
func TestFortnoxInDrift(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(testenv.Root(t), "docs", "drift.md"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := serveCommand{
		Listen: "127.0.0.1:8080", Origin: "https://bokslut.example.se", Proxy: []string{"127.0.0.0/8"}, KeyFile: newKey(t),
	}.settings()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{strings.Join(connection.Scopes, " "), s.oauth.RedirectURL} {
		if !strings.Contains(string(page), "`"+want+"`") {
			t.Errorf("docs/drift.md does not say `%s`", want)
		}
	}
}

func newKey(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "installation.key")
	if err := makeKey(path); err != nil {
		t.Fatal(err)
	}
	return path
}
