package document

import (
	"strings"
	"unicode"
)

const maxName = 100 // characters

// CleanName is a file's name as it may be shown, kept and sent on: the last
// part of a path, without control characters and those that turn the direction
// of writing, at most 100 characters with its ending whole. It may be empty.
func CleanName(name string) string {
	if at := strings.LastIndexAny(name, `/\`); at >= 0 {
		name = name[at+1:]
	}
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
			return -1
		}
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	name = strings.Trim(name, " .")
	if runes := []rune(name); len(runes) > maxName {
		stem, ending := split(name)
		if ending == "" || len(ending) > 10 {
			return string(runes[:maxName])
		}
		keep := maxName - len([]rune(ending)) - 1
		name = strings.TrimRight(string([]rune(stem)[:keep]), " .") + "." + ending
	}
	return name
}

// split takes the ending off a name, without the dot; it is empty when there is
// none.
func split(name string) (stem, ending string) {
	at := strings.LastIndexByte(name, '.')
	if at < 0 {
		return name, ""
	}
	return name[:at], name[at+1:]
}
