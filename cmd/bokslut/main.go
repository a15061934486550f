// Command bokslut closes the years of an accounting firm's clients.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // the program shows Swedish time wherever it runs

	"github.com/alecthomas/kong"

	"bokslut/internal/report/pdf"
)

// version is set when a release is built.
var version = "utveckling"

// commands is the command line.
type commands struct {
	Serve    serveCommand    `cmd:"" help:"Run the program for real use."`
	Demo     demoCommand     `cmd:"" help:"Run a demonstration with a local Fortnox and invented companies."`
	Fortnox  fortnoxCommand  `cmd:"" help:"Run a local Fortnox for tests and development."`
	Key      keyCommand      `cmd:"" help:"Make an installation key in a new file."`
	Restored restoredCommand `cmd:"" help:"Say that the database was restored from a backup or copied: nothing is sent before an import."`
	Sie      sieCommand      `cmd:"" help:"Look at, check and convert SIE files."`

	Version versionCommand `cmd:"" help:"Print the version."`
}

// prepareArg makes the program prepare one attached file and end: itself, in a
// process that the file can do nothing to but end it.
const prepareArg = "prepare-document"

// preparer is the command of that process; tests prepare files in their own.
var preparer []string

func main() {
	if len(os.Args) == 3 && os.Args[1] == prepareArg {
		os.Exit(pdf.PrepareHere(os.Args[2], os.Stdin, os.Stdout))
	}
	if self, err := os.Executable(); err == nil {
		preparer = []string{self, prepareArg}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "bokslut:", err)
		os.Exit(exitStatus(err))
	}
}

// world is what commands are handed.
type world struct {
	ctx    context.Context
	stdout io.Writer
	stderr io.Writer
}

// run carries out a command line. A test can run the whole program with it.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var cli commands
	helped := false
	parser, err := kong.New(&cli, kong.Name("bokslut"), kong.Description("Bokslut och skatt för redovisningskonsulter."),
		kong.Writers(stdout, stderr), kong.Exit(func(int) { helped = true }), kong.UsageOnError())
	if err != nil {
		return err
	}
	parsed, err := parser.Parse(args)
	if helped {
		return nil
	}
	if err != nil {
		return err
	}
	return parsed.Run(&world{ctx, stdout, stderr})
}

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(w *world) error {
	_, err := fmt.Fprintln(w.stdout, version)
	return err
}
