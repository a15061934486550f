package web

import (
	"context"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
)

// manualExample shows how balances are typed.
const manualExample = "1930; Företagskonto; 85 000,00; 125 500,00\n2081; Aktiekapital; −25 000,00; −25 000,00\n2440; Leverantörsskulder; −60 000,00; −42 000,00\n3001; Försäljning; −58 500,00"

func importTitle(ctx context.Context, e engagement.Engagement) string {
	switch e.Source {
	case engagement.Fortnox:
		return t(ctx, "Import från Fortnox")
	case engagement.SIE:
		return t(ctx, "Läs in SIE4-fil")
	}
	return t(ctx, "Skriv in saldon")
}

func importStreamURL(v importView) string {
	guided := ""
	if v.Guided {
		guided = "1"
	}
	return sheetURL(v.Engagement, "/import/strom", "guide", guided)
}

// moveAttributes lets the page move on by itself after an import that has just
// ended well.
func moveAttributes(v importView) templ.Attributes {
	if v.Job.State != jobs.Done || v.Now.Sub(v.Job.Finished) > 30*time.Second {
		return nil
	}
	return templ.Attributes{"data-move": v.next()}
}

// stepTotal is how many steps an import has, as far as is known.
func stepTotal(job *jobs.Job) int { return max(job.Of, len(job.Steps)) }

// currentStep is the step under way, else the first that waits, with its number
// from 1.
func currentStep(steps []jobs.Step) (jobs.Step, int) {
	for i, one := range steps {
		if one.State != jobs.StepDone {
			return one, i + 1
		}
	}
	if n := len(steps); n > 0 {
		return steps[n-1], n
	}
	return jobs.Step{}, 0
}

// stepCount says how far a step has come: 1 284 av 2 061.
func stepCount(ctx context.Context, one jobs.Step) string {
	switch {
	case one.Total > 0:
		return t(ctx, "%s av %s", thousands(one.Done), thousands(one.Total))
	case one.Done > 0:
		return thousands(one.Done)
	}
	return ""
}

// stepRight is what stands at the right of a step in the list.
func stepRight(ctx context.Context, one jobs.Step) string {
	switch one.State {
	case jobs.StepDone:
		if one.Done > 0 {
			return thousands(one.Done) + " · " + timeOfDay(one.At)
		}
		return timeOfDay(one.At)
	case jobs.StepRuns:
		return stepCount(ctx, one)
	}
	return t(ctx, "väntar")
}

// thousands writes a number with no-break spaces between thousands.
func thousands(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "\u00a0" + digits[i:]
	}
	return digits
}

func importDoneTitle(ctx context.Context, job *jobs.Job) string {
	if job.Waits {
		return t(ctx, "Importen är läst och ändrar bokföringen")
	}
	return t(ctx, "Importen är klar")
}

func importDone(ctx context.Context, job *jobs.Job) string {
	done := t(ctx, "Den blev klar %s.", clock(job.Finished))
	switch {
	case job.Waits:
		return done + " " + t(ctx, "Se vad som ändras innan du läser in den. Den förra importen gäller så länge.")
	case job.Same:
		return done + " " + t(ctx, "Inget har ändrats sedan den förra importen.")
	}
	return done
}

// needsLogin tells whether a new login in Fortnox is the way on.
func needsLogin(code string) bool {
	switch code {
	case jobs.ProblemLapsed, jobs.ProblemNoConnection, jobs.ProblemCompany, jobs.ProblemLicence:
		return true
	}
	return false
}
