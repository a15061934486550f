package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"bokslut/internal/document"
	"bokslut/internal/report"
)

// PrepareHere is the other end of Apart: it prepares the file on in, which is of
// the kind, and writes it to out. It is to be called once in a process that does
// nothing else, which it ends where the file needs too much. It returns the
// process's exit status.
func PrepareHere(kind string, in io.Reader, out io.Writer) int {
	debug.SetMaxStack(prepareDeep)
	debug.SetMemoryLimit(prepareHeap / 2)
	go watch()
	content, err := io.ReadAll(io.LimitReader(in, document.MaxSize+1))
	if err != nil {
		return statuses[ErrBroken]
	}
	ready, err := prove(document.Kind(kind), content)
	for reason, status := range statuses {
		if errors.Is(err, reason) {
			return status
		}
	}
	if err != nil {
		return statuses[ErrBroken]
	}
	if _, err := fmt.Fprintf(out, "%d %d\n", ready.Pages, ready.Weight); err != nil {
		return statuses[ErrBroken]
	}
	if _, err := out.Write(ready.Body); err != nil {
		return statuses[ErrBroken]
	}
	return 0
}

// stoppedStatus is how a process ends that needed too much.
const stoppedStatus = 30

// watch ends the process when it holds more memory than it may, or lives too long.
func watch() {
	held := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	began := time.Now()
	for range time.Tick(5 * time.Millisecond) {
		metrics.Read(held)
		if held[0].Value.Uint64()-held[1].Value.Uint64() > prepareHeap || time.Since(began) > 2*prepareTime {
			os.Exit(stoppedStatus)
		}
	}
}

// prove prepares a file, and puts a PDF into a print, as it will be: what harms
// there harms here.
func prove(kind document.Kind, content []byte) (Ready, error) {
	before := heap()
	body, pages, err := Prepare(document.Document{Kind: kind}, content)
	if err != nil || kind != document.PDF {
		return Ready{Body: body, Pages: pages}, err
	}
	trial := report.Document{Name: "trial", Sections: []report.Section{{Attach: []report.Attachment{{
		Label: "trial", Pages: pages, Body: body, Stamp: func(int) string { return "" },
	}}}}}
	if _, err := Make(trial, Words{Printed: func(_, _ string) string { return "" }, Page: func(_, _ int) string { return "" }}); err != nil {
		return Ready{}, errors.Join(ErrBroken, err)
	}
	file, err := api.ReadAndValidate(bytes.NewReader(body), configuration())
	weight := heap() - before
	runtime.KeepAlive(file)
	return Ready{body, pages, max(weight, 0)}, err
}

// heap is the memory that is in use, bytes.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
