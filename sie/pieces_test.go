package sie

import "io"

// NewScannerInPieces is NewScanner with pieces of another least size.
func NewScannerInPieces(r io.Reader, size int) *Scanner {
	s := NewScanner(r)
	s.piece = size
	return s
}

// SummarizeInPieces is Summarize with pieces of another least size.
func SummarizeInPieces(r io.Reader, size int) (*Summary, error) {
	return summarize(NewScannerInPieces(r, size))
}
