package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"bokslut/internal/demo/company"
)

const page = `http://127\.0\.0\.1:\d+`

// TestDemo starts the demonstration, stops it while it still prepares, and
// starts it again: what there was is there.
func TestDemo(t *testing.T) {
	data, port := filepath.Join(t.TempDir(), "demo"), strconv.Itoa(freePort(t))
	args := []string{"demo", "--data", data, "--port", port}
	p := start(t, args...)
	address := p.wait(page)
	status, body := browse(t, newBrowser(t), address)
	if status != http.StatusOK || !strings.Contains(body, "Uppdrag") {
		t.Fatalf("the first page answers %d: %.300s", status, body)
	}
	until(t, address, "Nytt uppdrag", "559996-2841") // the first engagement is in the list
	p.stop()

	key, err := os.ReadFile(filepath.Join(data, "installation.key"))
	must(t, err)
	again := start(t, args...)
	if next := again.wait(page); next != address {
		t.Errorf("the address was %s and is %s", address, next)
	}
	if _, body := browse(t, newBrowser(t), address); !strings.Contains(body, "559996-2841") {
		t.Error("the engagement is gone after a restart")
	}
	again.stop()

	fresh := start(t, append(args, "--reset")...)
	fresh.wait(page)
	if next, err := os.ReadFile(filepath.Join(data, "installation.key")); err != nil || string(next) == string(key) {
		t.Errorf("after --reset the old key is there, %v", err)
	}
	fresh.stop()
}

// until reads the first page until it has all the texts.
func until(t *testing.T, address string, texts ...string) {
	t.Helper()
	browser := newBrowser(t)
	body := ""
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		missing := false
		_, body = browse(t, browser, address)
		for _, text := range texts {
			missing = missing || !strings.Contains(body, text)
		}
		if !missing {
			return
		}
	}
	t.Fatalf("the first page never has %q: %.500s", texts, body)
}

func TestDemoTakesTheNextFreePort(t *testing.T) {
	port := strconv.Itoa(freePort(t))
	first := start(t, "demo", "--data", filepath.Join(t.TempDir(), "a"), "--port", port)
	one := first.wait(page)
	second := start(t, "demo", "--data", filepath.Join(t.TempDir(), "b"), "--port", port)
	if two := second.wait(page); two == one {
		t.Errorf("both are on %s", one)
	}
	second.stop()
	first.stop()
}

// TestDemoDeletesOnlyItsOwn: --reset never deletes a folder that the
// demonstration did not make.
func TestDemoDeletesOnlyItsOwn(t *testing.T) {
	data := t.TempDir()
	precious := filepath.Join(data, "bokslut.db")
	must(t, os.WriteFile(precious, []byte("x"), 0o600))
	var out, log output
	err := run(t.Context(), []string{"demo", "--data", data, "--reset"}, &out, &log)
	if err == nil || !strings.Contains(err.Error(), "is no folder of a demonstration") {
		t.Errorf("demo --reset = %v", err)
	}
	if _, err := os.Stat(precious); err != nil {
		t.Errorf("the file is gone: %v", err)
	}
}

func TestLocalFortnoxStaysLocal(t *testing.T) {
	for _, args := range [][]string{{"--listen", "0.0.0.0:0"}, {"--listen", "8090"}, {"--control", "192.0.2.1:1"}} {
		var out, log output
		if err := run(t.Context(), append([]string{"fortnox"}, args...), &out, &log); err == nil || !strings.Contains(err.Error(), "this machine only") {
			t.Errorf("fortnox %v = %v", args, err)
		}
	}
	companies := t.TempDir()
	must(t, os.CopyFS(filepath.Join(companies, "design"), company.All()[1].FS()))
	p := start(t, "fortnox", "--companies", companies, "--listen", "127.0.0.1:0", "--control", "127.0.0.1:0")
	api, control := address(p.wait(`Lokalt Fortnox på http://\S+`)), address(p.wait(`Styrning på http://\S+`))
	if status, body := browse(t, newBrowser(t), control+"/companies"); status != http.StatusOK || !strings.Contains(body, `"tenant"`) {
		t.Errorf("the control answers %d %s", status, body)
	}
	if status, _ := browse(t, newBrowser(t), api+"/3/companyinformation"); status != http.StatusUnauthorized {
		t.Errorf("the API answers %d without login, want 401", status)
	}
	p.stop()
}

// address is the last word of a line.
func address(line string) string { return line[strings.LastIndex(line, " ")+1:] }
