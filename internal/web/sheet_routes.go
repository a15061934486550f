package web

// engagementRoutes adds the inner pages of an engagement.
func (s *server) engagementRoutes(page registrar) {}
