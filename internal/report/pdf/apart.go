package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"time"

	"bokslut/internal/document"
)

// Bounds of a process that prepares a file. A file that needs more is not printed.
const (
	prepareTime = 10 * time.Second
	prepareHeap = 640 << 20 // bytes, of everything in the process
	prepareDeep = 64 << 20  // bytes of stack
	preparing   = 2         // at the same time
)

// Ready is a file as it is printed.
type Ready struct {
	Body   []byte
	Pages  int
	Weight int64 // bytes of memory that it takes while it is put into a print
}

// Apart prepares files, each in a process of its own: one that was made to hang,
// or to take all memory or stack, brings down nothing but that process.
type Apart struct {
	Within  time.Duration // of one file
	command []string
	slots   chan struct{}
}

// NewApart takes the command that calls PrepareHere. Without one, files are
// prepared in this process, as tests do.
func NewApart(command ...string) *Apart {
	return &Apart{prepareTime, command, make(chan struct{}, preparing)}
}

// Prepare is Prepare in another process. ErrBroken is also what a file is that
// needs too much time or memory. Other errors are those of ctx.
func (a *Apart) Prepare(ctx context.Context, d document.Document, content []byte) (Ready, error) {
	if d.Sealed {
		return Ready{}, ErrSealed
	}
	if !Prints(d.Kind) {
		return Ready{}, ErrKind
	}
	if len(a.command) == 0 {
		body, pages, err := Prepare(d, content)
		return Ready{Body: body, Pages: pages}, err
	}
	select {
	case a.slots <- struct{}{}:
		defer func() { <-a.slots }()
	case <-ctx.Done():
		return Ready{}, ctx.Err()
	}
	return a.run(ctx, d.Kind, content)
}

func (a *Apart) run(ctx context.Context, kind document.Kind, content []byte) (Ready, error) {
	bounded, stop := context.WithTimeout(ctx, a.Within)
	defer stop()
	command := exec.CommandContext(bounded, a.command[0], append(a.command[1:len(a.command):len(a.command)], string(kind))...)
	command.Env = []string{"GOTRACEBACK=none"} // nothing of ours is told
	command.WaitDelay = time.Second
	command.Stdin = bytes.NewReader(content)
	out := &limited{left: 4 * document.MaxSize}
	command.Stdout = out
	err := command.Run()
	if ctx.Err() != nil {
		return Ready{}, ctx.Err()
	}
	if err != nil {
		return Ready{}, failure(err)
	}
	var ready Ready
	head, body, ok := bytes.Cut(out.got.Bytes(), []byte("\n"))
	if _, err := fmt.Sscan(string(head), &ready.Pages, &ready.Weight); err != nil || !ok {
		return Ready{}, ErrBroken
	}
	ready.Body = body
	return ready, nil
}

// failure is what the exit of the process says about the file.
func failure(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		for reason, status := range statuses {
			if exit.ExitCode() == status {
				return reason
			}
		}
	}
	return errors.Join(ErrBroken, err)
}

// statuses are how the process ends for what is wrong with a file. It ends in
// other ways where it is stopped.
var statuses = map[error]int{ErrSealed: 21, ErrBroken: 22, ErrPages: 23, ErrKind: 24}

// limited keeps what is written, and refuses more than there is room for.
type limited struct {
	got  bytes.Buffer
	left int
}

// Write implements io.Writer.
func (l *limited) Write(b []byte) (int, error) {
	if l.left -= len(b); l.left < 0 {
		return 0, errors.New("the prepared file is too large")
	}
	return l.got.Write(b)
}
