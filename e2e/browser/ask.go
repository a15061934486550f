package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

//go:embed find.js
var findJS string

// answer is what find.js says.
type answer struct {
	OK    bool     `json:"ok"`
	Why   string   `json:"why"`
	X     float64  `json:"x"`
	Y     float64  `json:"y"`
	Text  string   `json:"text"`
	Texts []string `json:"texts"`
	Done  bool     `json:"done"`
}

// ask puts one question to the page, once.
func (p *Page) ask(op string, args map[string]string) answer {
	if args == nil {
		args = map[string]string{}
	}
	question, err := json.Marshal([]any{op, args, append([]place{}, p.scope...)})
	if err != nil {
		p.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(p.ctx, Patience)
	defer cancel()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[answer]("("+findJS+")(..."+string(question)+")"))
	if err != nil {
		return answer{Why: err.Error()} // a page that is being replaced cannot answer
	}
	return got
}

// wait asks until the page says yes.
func (p *Page) wait(step, op string, args map[string]string) answer {
	p.t.Helper()
	var got answer
	p.until(step, func() (bool, string) {
		got = p.ask(op, args)
		return got.OK, got.Why
	})
	return got
}

// slowly is how long to wait before a page is asked the n-th time: what comes late
// is asked for less often, since each question costs the page work.
func slowly(n int) time.Duration {
	return min(time.Duration(15+5*n)*time.Millisecond, 200*time.Millisecond)
}

// until calls try until it says yes, and fails the test when it does not in time.
func (p *Page) until(step string, try func() (ok bool, why string)) {
	p.t.Helper()
	for n, deadline := 0, time.Now().Add(p.b.patience); ; n++ {
		ok, why := try()
		p.dismissDialog()
		if ok {
			return
		}
		if time.Now().After(deadline) {
			p.fail(step, why)
		}
		time.Sleep(slowly(n))
	}
}

// settle waits until the page and what it asked for have come. A page that is
// still waiting after that is left to the next step.
func (p *Page) settle() {
	whole := p.whole()
	p.pause()
	for n, deadline := 0, time.Now().Add(p.b.patience); time.Now().Before(deadline); n++ {
		p.dismissDialog()
		if p.watch.idle() && whole.ask("settled", nil).OK {
			return
		}
		time.Sleep(slowly(n))
	}
}

// pause lets a click's request leave: the page itself waits, so that a busy
// machine gets the time it needs.
func (p *Page) pause() {
	ctx, cancel := context.WithTimeout(p.ctx, time.Second)
	defer cancel()
	const moment = "new Promise(done => setTimeout(() => setTimeout(done, 15), 15))"
	_, _ = chromedp.Run(ctx, chromedp.Evaluate[any](moment, chromedp.EvalAwaitPromise)) // a page that is being replaced cannot answer, and a dialog is met below
}

// do runs a browser action under the step's name.
func (p *Page) do(step string, actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, Patience)
	defer cancel()
	p.front(ctx)
	if err := chromedp.Do(ctx, actions...); err != nil {
		if errors.Is(err, context.DeadlineExceeded) && p.dismissDialog() {
			return // the dialog itself is reported by check
		}
		p.fail(step, err.Error())
	}
}

func eval[T any](p *Page, step, js string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, Patience)
	defer cancel()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		p.fail(step, err.Error())
	}
	return got
}

func (p *Page) dismissDialog() bool {
	select {
	case <-p.watch.dialog:
	default:
		return false
	}
	ctx, cancel := context.WithTimeout(p.ctx, time.Second)
	defer cancel()
	_, err := chromedp.Call(ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
	return err == nil
}

// check fails the test with what went wrong in the page since the last check.
func (p *Page) check(step string) {
	p.t.Helper()
	if problems := p.watch.take(); len(problems) > 0 {
		p.report(step, strings.Join(problems, "\n  "))
	}
}

func (p *Page) fail(step, why string) {
	p.t.Helper()
	if problems := p.watch.take(); len(problems) > 0 {
		why += "\n  " + strings.Join(problems, "\n  ")
	}
	p.report(step, why)
	p.t.FailNow()
}

// report says what failed and what the page looked like.
func (p *Page) report(step, why string) {
	p.t.Helper()
	whole := p.whole()
	shot, err := p.shoot(fmt.Sprintf("failed-%d", time.Now().UnixNano()))
	if err != nil {
		shot = "none: " + err.Error()
	}
	p.t.Errorf("%s\n  %s\n  address: %s\n  picture: %s\n  page: %s", step, why, whole.ask("address", nil).Text, shot,
		shorten(whole.ask("text", nil).Text, 1200))
}

func shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + " …"
	}
	return s
}
