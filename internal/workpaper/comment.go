package workpaper

import "time"

// A Comment is what a person wants remembered, in plain text.
type Comment struct {
	ID     string    `json:"id"`
	By     string    `json:"by"`   // user id
	Name   string    `json:"name"` // as it was when written
	At     time.Time `json:"at"`
	Tag    Tag       `json:"tag,omitempty"`
	Text   string    `json:"text"`
	Answer *Answer   `json:"answer,omitempty"`
}

// Tag says whom a comment is for.
type Tag string

// Internal is for the firm alone, the other two are questions.
const (
	Internal    Tag = ""         // intern
	ForClient   Tag = "client"   // till kund
	ForReviewer Tag = "reviewer" // till granskare
)

// Valid tells whether the tag is one of them.
func (t Tag) Valid() bool { return t == Internal || t == ForClient || t == ForReviewer }

// An Answer ends a question. Text may be empty: then the matter is settled
// without words.
type Answer struct {
	By   string    `json:"by"`
	Name string    `json:"name"`
	At   time.Time `json:"at"`
	Text string    `json:"text,omitempty"`
}

// MaxComment is how many characters a comment or an answer may have.
const MaxComment = 5000

// Open tells whether the comment is a question that nobody has answered.
func (c Comment) Open() bool { return c.Tag != Internal && c.Answer == nil }

// Questions are the comments to somebody, answered or not.
func Questions(comments []Comment) []Comment {
	var questions []Comment
	for _, c := range comments {
		if c.Tag != Internal {
			questions = append(questions, c)
		}
	}
	return questions
}

// OpenQuestions counts those that nobody has answered.
func OpenQuestions(comments []Comment) int {
	n := 0
	for _, c := range comments {
		if c.Open() {
			n++
		}
	}
	return n
}
