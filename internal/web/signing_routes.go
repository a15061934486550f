package web

// signingRoutes adds what people answer for: signatures, reviews, comments, the
// lock.
func (s *server) signingRoutes(in func(pattern string, h engagementHandler)) {
	in("POST /u/{u}/bilagor/{nr}/granska", s.actOnSigning(s.review))
	in("POST /u/{u}/bilagor/{nr}/granska/angra", s.actOnSigning(s.unreview))
	in("POST /u/{u}/bilagor/{nr}/granskas", s.actOnSigning(s.chooseReview))
	in("POST /u/{u}/bilagor/{nr}/godta", s.actOnSigning(s.accept))
	in("POST /u/{u}/bilagor/{nr}/svar", s.answerPaper)

	in("POST /u/{u}/balans/klar", s.signSelected)

	in("GET /u/{u}/fragor", s.questions)
	in("GET /u/{u}/konto/{konto}/kommentarer", s.accountNotes)
	in("POST /u/{u}/konto/{konto}/kommentar", s.commentAccount)
	in("POST /u/{u}/konto/{konto}/svar", s.answerAccount)

	in("GET /u/{u}/las", s.showLock)
	in("POST /u/{u}/las", s.lock)
	in("POST /u/{u}/las-upp", s.unlock)
}
