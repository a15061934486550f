package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bokslut/e2e/browser"
	"bokslut/internal/demo/company"
)

// invitation is how the demonstration invites the visitor to start a third
// engagement.
const invitation = "Börja med ett eget uppdrag"

// demo starts the demonstration in a folder.
func demo(t *testing.T, data string, more ...string) *program {
	t.Helper()
	_, port, _ := strings.Cut(freeAddress(t), ":")
	p := &program{t: t, dir: t.TempDir(), args: append([]string{"demo", "--data", data, "--port", port}, more...)}
	p.start()
	p.URL = strings.TrimPrefix(p.waitFor("Öppna http://127.0.0.1:"), "Öppna ")
	t.Cleanup(p.stop)
	return p
}

func TestDemo(t *testing.T) {
	t.Parallel()
	binary(t)
	data := filepath.Join(t.TempDir(), "demo-data")
	start := time.Now()
	p := demo(t, data)
	b := browser.Start(t)
	w := b.Page()
	w.Open(p.URL)
	t.Logf("from start to first page: %v", time.Since(start).Round(time.Millisecond))
	w.See("Uppdrag")
	w.Screenshot("1-forsta-sidan")

	all := company.All()
	waitFor(t, w, all[1].Name())
	waitFor(t, w, all[2].Name())
	w.See(invitation)
	w.See(all[0].Name())
	lookEverywhere(w, "2-uppdrag")

	// One is finished: everything signed, everything in Fortnox.
	w.Click(all[1].Name())
	waitFor(t, w, "Alla konton är klara och alla verifikationer är överförda.")
	look(w, "3-fardigt")
	w.Click("Bokslutsverifikationer")
	w.See("Årets resultat")
	w.See("Ej överförda 0")
	look(w, "4-verifikationer")

	// One is half done.
	w.Open(p.URL + "/uppdrag")
	w.Click(all[2].Name())
	waitFor(t, w, "2 bokslutsverifikationer är inte överförda")
	look(w, "5-halvfardigt")

	// The company that a third engagement is for waits in the local Fortnox.
	w.Open(p.URL + "/uppdrag")
	newEngagement(w, all[0], "Fortnox")
	w.Click("Logga in i Fortnox")
	approve(w, all[0])
	w.See("Import från Fortnox")
	w.See("Kundfakturor till bilagan för 1510")
	look(w, "6-tredje")
	w.Click("Avbryt importen")
	waitFor(t, w, "Importen avbröts")

	w.Open("about:blank") // which asks the program for nothing more
	p.stop()
	again := demo(t, data)
	w.Open(again.URL)
	for _, c := range all[:3] {
		w.See(c.Name())
	}
	w.NotSee(invitation) // it is begun
	w.Open(again.URL + "/uppdrag")
	w.Click(all[1].Name())
	w.See("Alla konton är klara och alla verifikationer är överförda.")
	w.Open("about:blank")
	again.stop()

	fresh := demo(t, data, "--reset")
	w.Open(fresh.URL)
	w.See(invitation)
	w.Open("about:blank")
	fresh.stop()
}

// A folder that is not a demonstration's is never deleted.
func TestDemoResetSparesOtherFolders(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	file := filepath.Join(data, "bokslut.db")
	if err := os.WriteFile(file, []byte("an office's books"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := &program{t: t, dir: t.TempDir(), args: []string{"demo", "--data", data, "--reset"}}
	binary(t)
	p.start()
	if err := p.cmd.Wait(); err == nil {
		t.Errorf("demo --reset of another folder went well, want a refusal")
	}
	if _, err := os.Stat(file); err != nil {
		t.Errorf("the file is gone: %v", err)
	}
	if !strings.Contains(p.log.String(), "is no folder of a demonstration") {
		t.Errorf("demo --reset says %q, want why it refuses", p.log)
	}
}

// patience is how long a test waits for work in the background, in a loaded
// machine.
const patience = 90 * time.Second

// waitFor reloads the page until it shows the text.
func waitFor(t *testing.T, w *browser.Page, text string) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(time.Second) {
		if strings.Contains(w.Text(), text) {
			return
		}
		w.Reload()
	}
	w.See(text)
}
