package jobs

import (
	"context"
	"path"
	"strconv"
	"strings"

	"bokslut/internal/engagement"
	"bokslut/internal/office"
	"bokslut/internal/source"
)

// An Upload is a file that a person gave.
type Upload struct {
	Name string
	Body []byte
}

// ImportFiles takes in SIE files, one for each year, and makes them the current
// import. It works while the person waits: the Job that comes back is over,
// Done or Failed with its Problem. engagement.ErrBusy while another import runs.
func (s *Service) ImportFiles(ctx context.Context, by office.User, engagementID string, files []Upload) (Job, error) {
	return s.inline(ctx, by, engagementID, engagement.SIE, func(engagement.Engagement) ([]source.Part, error) {
		var parts []source.Part
		if len(files) == 0 {
			return nil, &FileError{Err: source.ErrEmpty}
		}
		for i, file := range files {
			name := path.Base(strings.ReplaceAll(file.Name, `\`, "/"))
			parts = append(parts, source.Part{
				Name: source.KindSIE + "/" + strconv.Itoa(i+1), Kind: source.KindSIE, Request: name, At: s.now(), Body: file.Body,
			})
		}
		return parts, nil
	})
}

// ImportManual takes in balances that a person typed or pasted, as
// source.Manual reads them.
func (s *Service) ImportManual(ctx context.Context, by office.User, engagementID, text string) (Job, error) {
	return s.inline(ctx, by, engagementID, engagement.Manual, func(e engagement.Engagement) ([]source.Part, error) {
		return source.Manual(text, e.Client.Name, e.Client.OrgNr, e.Year, s.now())
	})
}

// inline runs an import in the request that asked for it, as a job that nobody
// else takes up.
func (s *Service) inline(ctx context.Context, by office.User, engagementID string, from engagement.Source, read func(engagement.Engagement) ([]source.Part, error)) (Job, error) {
	e, err := s.importable(ctx, by, engagementID, from)
	if err != nil {
		return Job{}, err
	}
	j := s.newJob(by, e.ID, Import)
	j.Inline, j.State, j.Started = true, Running, s.now()
	if j, err = s.store.AddJob(ctx, j, s.holder, lease); err != nil {
		return Job{}, err
	}
	r := &runner{service: s, job: j, by: by, log: s.log.With("office", j.Office, "engagement", j.Engagement, "job", j.ID, "kind", j.Kind)}
	func() {
		defer r.recover(ctx)
		parts, err := read(e)
		if err == nil {
			err = r.adopt(ctx, e, parts)
		}
		if err != nil {
			r.log.Info("import refused", "err", err)
			r.finish(ctx, Failed, problemOf(err))
			return
		}
		r.finish(ctx, Done, Problem{})
	}()
	return r.job, nil
}
