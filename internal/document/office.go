package document

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// Limits of what is inside a zip file. Source: safety requirement R82.
const (
	maxEntries  = 10_000
	maxUnpacked = 512 << 20
)

// lookZip tells the documents of office programs from other zip files by the
// directory at the end of the file. Nothing is unpacked.
func lookZip(b []byte) sight {
	if entriesClaimed(b) > maxEntries {
		return sight{kind: Archive, reason: Bomb}
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return sight{kind: Archive, reason: Damaged, office: true}
	}
	if len(z.File) > maxEntries {
		return sight{kind: Archive, reason: Bomb}
	}
	s := sight{kind: Archive}
	var unpacked uint64
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		switch {
		case name == "xl/workbook.xml", name == "xl/workbook.bin":
			s.kind = XLSX
		case name == "word/document.xml":
			s.kind = DOCX
		case s.kind == Archive && (name == "ppt/presentation.xml" || name == "mimetype"):
			s.kind = Office
		case strings.HasSuffix(name, "vbaproject.bin"), strings.HasPrefix(name, "xl/macrosheets/"):
			s.reason = Macros
		}
		unpacked += min(f.UncompressedSize64, maxUnpacked+1)
	}
	if unpacked > maxUnpacked {
		s.reason = Bomb
	}
	return s
}

// entriesClaimed is how many entries the directory says that it has: it is read
// before anything is made of them.
func entriesClaimed(b []byte) int {
	at := bytes.LastIndex(b, []byte("PK\x05\x06"))
	if at < 0 || at+12 > len(b) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(b[at+10:]))
}

// oleHeader is the size of the header, after which the sectors follow; oleEntry
// is that of an entry of the directory. Source: MS-CFB, sections 2.2 and 2.6.1.
const (
	oleHeader = 512
	oleEntry  = 128
)

// lookOLE tells the documents of older office programs, and encrypted newer
// ones, by the names in the directory. Its sectors are not followed: an entry
// is recognised wherever it stands.
func lookOLE(b []byte) sight {
	s := sight{kind: Office}
	for at := oleHeader; at+oleEntry <= len(b); at += oleEntry {
		switch oleName(b[at : at+oleEntry]) {
		case "Workbook", "Book":
			s.kind = XLS
		case "WordDocument":
			s.kind = DOC
		case "EncryptedPackage":
			s.sealed, s.office = true, true
		case "_VBA_PROJECT_CUR", "_VBA_PROJECT", "Macros":
			s.reason = Macros
		}
	}
	return s
}

// oleName is the name of an entry of the directory, empty for what is none.
func oleName(entry []byte) string {
	size := int(binary.LittleEndian.Uint16(entry[64:]))
	if kind := entry[66]; size < 4 || size > 64 || size%2 != 0 || kind != 1 && kind != 2 {
		return ""
	}
	units := make([]uint16, size/2-1)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(entry[2*i:])
	}
	return string(utf16.Decode(units))
}
