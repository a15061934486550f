package web

// signingRoutes adds what people answer for: signatures, reviews, comments, the
// lock.
func (s *server) signingRoutes(in func(pattern string, h engagementHandler)) {
	in("POST /u/{u}/bilagor/{nr}/granska", s.actOnSigning(s.review))
	in("POST /u/{u}/bilagor/{nr}/granska/angra", s.actOnSigning(s.unreview))
	in("POST /u/{u}/bilagor/{nr}/granskas", s.actOnSigning(s.chooseReview))
	in("POST /u/{u}/bilagor/{nr}/godta", s.actOnSigning(s.accept))
	in("POST /u/{u}/bilagor/{nr}/svar", s.answerPaper)
}
