package simulation

import (
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var sabotageFlag = flag.Bool("sabotage", false, "let TestSabotage take away one protection after the other")

// A mutation takes a protection away from the program's source.
type mutation struct{ name, file, from, to string }

var mutations = []mutation{
	{"a lost answer is sent again", "internal/export/posted.go", "	it.State = Unknown\n	it.Reason = p.Reason\n	return it, Look", "	it.Reason = p.Reason\n	return it, Send"},
	{"a 5xx counts as not sent", "fortnox/post.go", "	return Unknown, none, bodyError(status, body)\n}", "	return NotSent, none, bodyError(status, body)\n}"},
	{"a refusal is tried again", "internal/export/posted.go", "		it.State = Refused\n		it.Reason = p.Reason\n		return it, Stop", "		return again(it, p, now, backOff)"},
	{"the transport repeats a POST", "fortnox/once.go", "	resp, err := client.Do(req)\n", "	resp, err := client.Do(req)\n	if err != nil && again != nil {\n		req.Body, _ = again()\n		resp, err = client.Do(req)\n	}\n"},
	{"a crash while sending counts as queued", "internal/export/next.go", "		it.State = Unknown\n		it.Reason = Reason{Code: \"interrupted\"}", "		it.State = Queued"},
	{"the quiet time is ignored", "internal/export/next.go", "if now.Before(quiet) {", "if false {"},
	{"the quiet time goes by the machine's clock", "internal/jobs/exporting.go", "	at, err := s.store.Time(ctx)\n	return func()", "	at, err := s.now(), error(nil)\n	return func()"},
	{"a failed look counts as nothing found", "internal/export/next.go", "	if l.Failed {", "	if false {"},
	{"the look before a send is not heeded", "internal/export/next.go", "; ok {\n		return settled, stopUnlessSent(settled)", "; ok && it.State != Queued {\n		return settled, stopUnlessSent(settled)"},
	{"what is read back is not compared", "internal/export/posted.go", "	case !r.Voucher.Equal:", "	case false:"},
	{"Ingen av dem skips the quiet time", "internal/export/posted.go", "it.State = Absent; it.Attempt > 0 {", "it.State = Absent; false {"},
	{"a person's Skicka igen does not look", "internal/export/next.go", "	case Queued, Unknown:\n		return it, Look", "	case Queued:\n		it.State, it.SendingAt = Sending, now\n		it.Attempt++\n		return it, Send\n	case Unknown:\n		return it, Look"},
	{"the lease is not proved before the write", "internal/jobs/exporting.go", "		return ErrLease\n	}\n	return nil\n}", "		return nil\n	}\n	return nil\n}"},
	{"a late holder saves over the other", "internal/store/memory/work.go", "known.value.Version != it.Version || known.lease.holder != holder || !known.lease.until.After(s.now())", "false"},
	{"a reversal does not wait for its entry", "internal/jobs/exporting.go", "	case held[series] || batches[it.AskedAt.UTC()]:", "	case held[series]:"},
	{"a reversal is not given up with its entry", "internal/engagement/next_entries.go", "it.State != export.Queued || !rests ||", "it.State != export.Queued || rests ||"},
	{"the result does not wait for the year's entries", "internal/engagement/next_entries.go", " || e.Next != closing.Reversal && e.Next != closing.ThisYear\n", "\n"},
	{"an entry of the next year goes to this one", "internal/jobs/planning.go", "Year: year.year, Series: series}", "Year: to.year, Series: series}"},
	{"the latest delivery goes by the clocks of machines", "internal/engagement/transfer.go", "		latest[it.Entry] = it\n", "		if old, ok := latest[it.Entry]; !ok || !it.AskedAt.Before(old.AskedAt) {\n			latest[it.Entry] = it\n		}\n"},
	{"the voucher goes again when its document failed", "internal/engagement/attachments.go", "				again.Version = part.Version\n", "				again.Version = part.Version\n				delivery.State = export.Queued\n				c.Decided = append(c.Decided, delivery)\n"},
	{"an upload of which nothing is known is made again", "internal/export/attach.go", "	if uploading {\n		return a, AttachRest\n	}\n	return a, AttachLook\n}", "	if uploading {\n		return a.upload()\n	}\n	return a, AttachLook\n}"},
	{"a connection of which nothing is known is made again", "internal/export/attach.go", "	if uploading {\n		return a, AttachRest\n	}\n	return a, AttachLook\n}", "	if uploading {\n		return a, AttachRest\n	}\n	return a.connect()\n}"},
	{"a connection left in the middle is made again", "internal/export/attach.go", "		return a, AttachLook\n	case AttachUnknown:", "		return a.connect()\n	case AttachUnknown:"},
	{"a document goes to whatever has its voucher's number", "internal/export/attach.go", "	case s.Gone:\n", "	case s.Gone && a.File == \"-\":\n"},
	{"a connection that is not found counts as attached", "internal/export/attach.go", "	case l.Found:", "	case l.Found || !l.Failed && a.State == AttachUnknown:"},
	{"a double click delivers twice", "internal/engagement/deliver.go", "again || c.delivered(no) || e.Excluded", "again || e.Excluded"},
}

// TestSabotage proves that the simulation sees what it is there for: without a
// protection it fails. It builds the program anew for each, so that it runs only
// when asked for, by make sabotage.
func TestSabotage(t *testing.T) {
	if !*sabotageFlag {
		t.Skip("no -sabotage given")
	}
	root, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mutations {
		t.Run(m.name, func(t *testing.T) {
			args := []string{"test", "-vet=off", "-overlay", overlay(t, root, m), ".", "-run", "^(TestPairs|TestExceptions|TestClockBehind|TestBlind|TestNextYearFaults|TestFileFaults|TestSeedsThatFailed|TestSeeds)$"}
			cmd := exec.Command("go", append(args, "-args", "-stop", "-pairs", "25", "-database", "memory", "-runs", "600")...)
			out, err := cmd.CombinedOutput()
			if err == nil {
				t.Errorf("nothing fails without it")
				return
			}
			reason := ""
			for line := range strings.Lines(string(out)) {
				if strings.Contains(line, "_test.go:") && reason == "" {
					reason = strings.TrimSpace(line)
				}
			}
			if reason == "" {
				t.Fatalf("it does not build:\n%s", out)
			}
			t.Log(reason)
		})
	}
}

// overlay writes the mutated file, and what tells the compiler to use it.
func overlay(t *testing.T, root string, m mutation) string {
	t.Helper()
	file := filepath.Join(root, m.file)
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(source)
	if n := strings.Count(text, m.from); n != 1 {
		t.Fatalf("%s: what is to be taken away stands there %d times", m.file, n)
	}
	text = strings.Replace(text, m.from, m.to, 1)
	if m.file == "fortnox/once.go" {
		text = strings.Replace(text, "	req.GetBody = nil\n", "	again := req.GetBody\n", 1)
	}
	mutated, list := filepath.Join(t.TempDir(), "mutated.go"), filepath.Join(t.TempDir(), "overlay.json")
	replace, err := json.Marshal(map[string]any{"Replace": map[string]string{file: mutated}})
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{mutated: []byte(text), list: replace} {
		if err := os.WriteFile(name, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return list
}
