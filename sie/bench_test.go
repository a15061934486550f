//go:build unix

package sie_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"bokslut/sie"
)

// BenchmarkBesideWC reads a file of some 50 MB, and one whose texts all differ,
// beside wc: Read within the process, and the whole process bokslut sie info
// --json. The rounds are interleaved; medians are compared. Read/wc and info/wc
// are elapsed time on all processors, with 1 on one; cpu is processor time, which
// tells more on a machine that does other things too.
func BenchmarkBesideWC(b *testing.B) {
	dir := b.TempDir()
	program := filepath.Join(dir, "bokslut")
	if out, err := exec.Command("go", "build", "-o", program, "bokslut/cmd/bokslut").CombinedOutput(); err != nil {
		b.Skipf("bokslut cannot be built: %v: %s", err, out)
	}
	if _, err := exec.LookPath("wc"); err != nil {
		b.Skipf("there is no wc: %v", err)
	}
	for _, distinct := range []bool{false, true} {
		name := map[bool]string{false: "texts_repeat", true: "texts_differ"}[distinct]
		b.Run(name, func(b *testing.B) {
			data := generate(250_000, distinct)
			path := filepath.Join(dir, name+".se")
			if err := os.WriteFile(path, data, 0o600); err != nil {
				b.Fatal(err)
			}
			besideWC(b, program, path, data)
		})
	}
}

// A cost is what one run took.
type cost struct{ elapsed, cpu time.Duration }

// besideWC measures at least five rounds.
func besideWC(b *testing.B, program, path string, data []byte) {
	var costs [5][]cost
	info := []string{program, "sie", "info", "--json", path}
	round := func() {
		runtime.GC()
		costs[0] = append(costs[0], runProgram(b, nil, "wc", path))
		costs[1] = append(costs[1], reading(b, data))
		costs[2] = append(costs[2], runProgram(b, nil, info...))
		before := runtime.GOMAXPROCS(1)
		costs[3] = append(costs[3], reading(b, data))
		runtime.GOMAXPROCS(before)
		costs[4] = append(costs[4], runProgram(b, []string{"GOMAXPROCS=1"}, info...))
	}
	for b.Loop() {
		round()
	}
	b.StopTimer()
	for len(costs[0]) < 5 {
		round()
	}
	elapsed := func(c cost) time.Duration { return c.elapsed }
	cpu := func(c cost) time.Duration { return c.cpu }
	wc, wcCPU := median(costs[0], elapsed), median(costs[0], cpu)
	for i, name := range []string{"read", "info", "read1", "info1"} {
		b.ReportMetric(median(costs[i+1], elapsed)/wc, name+"/wc")
		b.ReportMetric(median(costs[i+1], cpu)/wcCPU, name+"-cpu/wc")
	}
	b.ReportMetric(1000*wc, "wc-ms")
	b.ReportMetric(peakOf(b, info...), "info-peak-MiB")
	b.ReportMetric(float64(len(data))/(1<<20), "file-MiB")
	b.ReportMetric(heapPerByte(data, mustRead(b, data)), "heap/file")
	b.ReportMetric(0, "ns/op")
}

func mustRead(b *testing.B, data []byte) *sie.File {
	f, err := sie.Read(data)
	if err != nil {
		b.Fatal(err)
	}
	return f
}

func reading(b *testing.B, data []byte) cost {
	var before, after syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &before)
	start := time.Now()
	mustRead(b, data)
	elapsed := time.Since(start)
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &after)
	return cost{elapsed, time.Duration(after.Utime.Nano() + after.Stime.Nano() - before.Utime.Nano() - before.Stime.Nano())}
}

func runProgram(b *testing.B, env []string, args ...string) cost {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), env...)
	start := time.Now()
	if err := cmd.Run(); err != nil {
		b.Fatal(err)
	}
	return cost{time.Since(start), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
}

// median is in seconds.
func median(list []cost, of func(cost) time.Duration) float64 {
	var all []time.Duration
	for _, c := range list {
		all = append(all, of(c))
	}
	slices.Sort(all)
	return all[len(all)/2].Seconds()
}

// peakVariable makes the test program run the rest of its arguments and print
// their peak resident memory. A program's peak counts what its parent held when
// it was started, so the parent must be small.
const peakVariable = "SIE_TEST_PEAK"

func TestMain(m *testing.M) {
	if os.Getenv(peakVariable) == "" {
		os.Exit(m.Run())
	}
	cmd := exec.Command(os.Args[1], os.Args[2:]...)
	if err := cmd.Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	usage, _ := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	fmt.Println(usage.Maxrss)
}

// peakOf is the peak resident memory of a program in MiB.
func peakOf(b *testing.B, args ...string) float64 {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), peakVariable+"=1")
	out, err := cmd.Output()
	if err != nil {
		b.Fatal(err)
	}
	kib, err := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil {
		b.Fatal(err)
	}
	return float64(kib) / 1024
}
