package jobs

import (
	"errors"

	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/source"
)

// problemOf says why a job failed in words that outlive the process.
func problemOf(err error) Problem {
	p := classify(err)
	p.Detail = err.Error()
	return p
}

func classify(err error) Problem {
	var (
		wrong  source.Problem
		firm   *source.WrongCompanyError
		tenant *source.WrongTenantError
		year   *source.NoSuchYearError
		fetch  *source.FetchError
		manual *source.ManualError
		file   *FileError

		incomplete *IncompleteError
	)
	switch {
	case errors.As(err, &file):
		return classifyFile(file)
	case errors.As(err, &firm):
		return Problem{Code: ProblemCompany, Args: []string{firm.Want, firm.Got, firm.Name}}
	case errors.As(err, &tenant):
		return Problem{Code: ProblemTenant}
	case errors.As(err, &wrong):
		return classifyBooks(wrong)
	case errors.As(err, &year):
		return Problem{Code: ProblemNoYear, Args: []string{year.Want.String()}}
	case errors.As(err, &manual):
		return Problem{Code: ProblemManual, Args: manual.Args()}
	case errors.Is(err, connection.ErrLapsed):
		return Problem{Code: ProblemLapsed}
	case errors.Is(err, connection.ErrNone):
		return Problem{Code: ProblemNoConnection}
	case errors.Is(err, connection.ErrConfig):
		return Problem{Code: ProblemConfig}
	case errors.Is(err, connection.ErrUnreached):
		return Problem{Code: ProblemUnreached}
	case errors.As(err, &incomplete):
		return Problem{Code: ProblemIncomplete, Args: []string{incomplete.Account}}
	case errors.As(err, new(*TenantError)):
		return Problem{Code: ProblemTenant}
	case errors.Is(err, ErrRestored):
		return Problem{Code: ProblemRestored}
	case errors.Is(err, ErrLease):
		return Problem{Code: ProblemSeriesBusy}
	case errors.Is(err, engagement.ErrSource):
		return Problem{Code: ProblemSource}
	case errors.Is(err, engagement.ErrLocked):
		return Problem{Code: ProblemLocked}
	case errors.As(err, &fetch):
		return classifyFetch(fetch)
	}
	return Problem{Code: ProblemInternal}
}

func classifyBooks(p source.Problem) Problem {
	if p.Code == source.ProblemCompany {
		return Problem{Code: ProblemCompany, Args: []string{p.Want, p.Got, p.Name}}
	}
	return Problem{Code: ProblemYear, Args: []string{p.Want, p.Got}}
}

func classifyFetch(e *source.FetchError) Problem {
	switch e.Reason {
	case source.ReasonLogin:
		return Problem{Code: ProblemLapsed}
	case source.ReasonScope, source.ReasonLicence, source.ReasonRight:
		return Problem{Code: ProblemLicence, Args: []string{e.Message}}
	case source.ReasonBusy:
		return Problem{Code: ProblemBusy}
	case source.ReasonUnreached:
		return Problem{Code: ProblemUnreached}
	case source.ReasonRefused:
		return Problem{Code: ProblemRefused, Args: []string{e.Message}}
	}
	return Problem{Code: ProblemInternal}
}

// A FileError says which of the uploaded files cannot be taken in.
type FileError struct {
	Name string
	Err  error
}

func (e *FileError) Error() string { return e.Name + ": " + e.Err.Error() }

// Unwrap gives the reason.
func (e *FileError) Unwrap() error { return e.Err }

func classifyFile(e *FileError) Problem {
	var limit *source.LimitError
	code := ProblemFile
	switch {
	case errors.Is(e.Err, source.ErrEmpty):
		code = ProblemEmpty
	case errors.Is(e.Err, source.ErrNotSIE):
		code = ProblemNotSIE
	case errors.Is(e.Err, source.ErrTransactionsOnly):
		code = ProblemTransactions
	case errors.As(e.Err, &limit):
		code = ProblemLimit
	}
	p := Problem{Code: code, Args: []string{e.Name}}
	if code == ProblemFile {
		p.Args = append(p.Args, e.Err.Error())
	}
	return p
}
