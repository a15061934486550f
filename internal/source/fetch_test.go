package source_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"bokslut/fortnox"
	"bokslut/fortnox/fortnoxtest"
	"bokslut/internal/civil"
	"bokslut/internal/source"
	"bokslut/internal/testenv"
)

// localFortnox serves one company folder, and gives a client of it.
func localFortnox(t *testing.T, dir string, scopes ...string) (*fortnoxtest.Server, *fortnox.Client) {
	t.Helper()
	var app struct {
		ClientID string `json:"ClientId"`
		Tenant   int
	}
	read(t, filepath.Join(dir, "app.json"), &app)
	srv := fortnoxtest.New(fortnoxtest.Options{Rate: fortnoxtest.Rate{Requests: -1}})
	if err := srv.Load(os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(srv)
	t.Cleanup(web.Close)
	tokens, err := srv.Grant(app.ClientID, app.Tenant, false, scopes...)
	if err != nil {
		t.Fatal(err)
	}
	client, err := fortnox.New(fortnox.Config{Tokens: fixedToken(tokens.Access), BaseURL: web.URL, Pace: noPace{}})
	if err != nil {
		t.Fatal(err)
	}
	return srv, client
}

// fixedToken is a token that is never renewed.
type fixedToken string

func (t fixedToken) Token(context.Context) (string, error)            { return string(t), nil }
func (t fixedToken) Rejected(context.Context, string) (string, error) { return string(t), nil }
func (t fixedToken) Renew(context.Context) error                      { return nil }

type noPace struct{}

func (noPace) Wait(ctx context.Context, _ fortnox.Priority) error { return ctx.Err() }
func (noPace) Hold(time.Duration)                                 {}

func connect(client *fortnox.Client) source.Connect {
	return func(record func(fortnox.Raw)) source.FortnoxAPI { return client.Recording(record) }
}

func companyDir(t *testing.T, name string) string {
	t.Helper()
	return filepath.Join(testenv.Shared(t), "companies", name)
}

func TestFetchReadsWhatTheOracleKnows(t *testing.T) {
	companies(t, func(t *testing.T, _ []source.Part, answers oracle) {
		srv, client := localFortnox(t, companyDir(t, answers.Label))
		for i, year := range answers.Years {
			if year.Status != "to close" {
				continue // what is read of other years is cut from the folder in lean_test.go
			}
			srv.ResetJournal()
			var last source.Progress
			parts, err := source.Fetch(t.Context(), connect(client), want(answers, year), func(p source.Progress) { last = p })
			if err != nil {
				t.Fatal(err)
			}
			compare(t, year.From.String()+" requests reported", len(srv.Journal()), last.Requests)
			compare(t, year.From.String()+" steps reported", last.Steps, last.Step)
			compare(t, year.From.String()+" requests", fewest(answers, i), last.Requests)
			book, _, err := source.Book(parts)
			if err != nil {
				t.Fatal(err)
			}
			if problems := source.Check(want(answers, year), book); len(problems) > 0 {
				t.Errorf("problems = %v, want none", problems)
			}
			compare(t, year.From.String()+" trial balance", wantBalances(year), gotBalances(book.Years[0]))
			receivables, payables, err := source.Registers(parts)
			if err != nil {
				t.Fatal(err)
			}
			receivables, payables = receivables.WithBook(book), payables.WithBook(book)
			compareLedger(t, receivables.AsOf(year.AsOf), year.Receivables, 1)
			compareLedger(t, payables.AsOf(year.AsOf), year.Payables, -1)
			for _, r := range append(receivables.AsOf(year.AsOf).Reconcile(book), payables.AsOf(year.AsOf).Reconcile(book)...) {
				if r.Unexplained != 0 {
					t.Errorf("%s: %s has %s unexplained", year.AsOf, r.Account, r.Unexplained)
				}
			}
			compare(t, year.From.String()+" names are unique", len(parts), len(names(parts)))
		}
	})
}

// fewest is the oracle's least number, a SIE file and the series of each earlier
// year, the number of the year's vouchers, so that none is left out silently,
// and how the next year begins. Where the oracle has no claims of rot and rut,
// their list is one more: nothing else tells that there are none.
func fewest(answers oracle, closing int) int {
	year := answers.Years[closing]
	n := year.Requests.Minimum + 2*min(closing, 2) + 1
	if closing+1 < len(answers.Years) {
		n++
	}
	if year.Requests.Breakdown["taxreductions"] == 0 {
		n++
	}
	return n
}

func want(answers oracle, year oracleYear) source.Want {
	return source.Want{OrgNr: answers.OrganisationNumber, Period: civil.Period{From: year.From, To: year.To}}
}

func names(parts []source.Part) map[string]bool {
	all := map[string]bool{}
	for _, p := range parts {
		all[p.Name] = true
	}
	return all
}

func TestFetchStopsAtAnotherCompany(t *testing.T) {
	srv, client := localFortnox(t, companyDir(t, "liten-ab"))
	year := period("2025-01-01", "2025-12-31")
	_, err := source.Fetch(t.Context(), connect(client), source.Want{OrgNr: "556016-0680", Period: year}, nil)
	var wrong *source.WrongCompanyError
	if !errors.As(err, &wrong) || wrong.Want != "556016-0680" || wrong.Got == "" || wrong.Name == "" {
		t.Fatalf("error = %v, want a WrongCompanyError with both numbers and the name", err)
	}
	compare(t, "requests before the stop", 1, len(srv.Journal()))

	var tenant *source.WrongTenantError
	_, err = source.Fetch(t.Context(), connect(client), source.Want{OrgNr: wrong.Got, Tenant: 1, Period: year}, nil)
	if !errors.As(err, &tenant) {
		t.Errorf("error = %v, want a WrongTenantError", err)
	}

	var none *source.NoSuchYearError
	_, err = source.Fetch(t.Context(), connect(client), source.Want{Period: period("1999-01-01", "1999-12-31")}, nil)
	if !errors.As(err, &none) || len(none.Have) != 3 {
		t.Errorf("error = %v, want a NoSuchYearError that lists three years", err)
	}
}

func TestFetchChoosesTheYearByOverlap(t *testing.T) {
	_, client := localFortnox(t, companyDir(t, "brutet-ar-ab"))
	parts, err := source.Fetch(t.Context(), connect(client), source.Want{Period: period("2024-09-01", "2025-08-31")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	book, _, err := source.Book(parts)
	if err != nil {
		t.Fatal(err)
	}
	var got []civil.Period
	for _, y := range book.Years {
		got = append(got, y.Period)
	}
	compare(t, "years", []civil.Period{
		period("2024-05-01", "2025-04-30"), period("2023-05-01", "2024-04-30"), period("2022-05-01", "2023-04-30"),
	}, got[:3])
}

func TestFetchWithoutTheRightToLedgers(t *testing.T) {
	_, client := localFortnox(t, companyDir(t, "liten-ab"), "bookkeeping", "companyinformation")
	parts, err := source.Fetch(t.Context(), connect(client), source.Want{Period: period("2025-01-01", "2025-12-31")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, found, err := source.Book(parts)
	if err != nil {
		t.Fatal(err)
	}
	var withheld []string
	for _, f := range found {
		if f.Code == source.CodeWithheld {
			withheld = append(withheld, f.Args[0]+" "+f.Args[1])
		}
	}
	slices.Sort(withheld)
	compare(t, "withheld", []string{
		"customers scope", "invoicepayments scope", "invoices scope", "lockedperiod scope",
		"supplierinvoicepayments scope", "supplierinvoices scope", "suppliers scope", "taxreductions scope",
	}, withheld)
	receivables, payables, err := source.Registers(parts)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "missing receivables", []string{"invoices", "invoicepayments", "taxreductions"}, receivables.Missing)
	compare(t, "missing payables", []string{"supplierinvoices", "supplierinvoicepayments"}, payables.Missing)
}

func TestFetchErrorsSayWhatToDo(t *testing.T) {
	for _, tt := range []struct {
		name   string
		fault  fortnoxtest.Fault
		kind   string
		reason source.Reason
	}{
		{"login_lapsed", fortnoxtest.Fault{Kind: fortnoxtest.Unauthorized, Path: "/3/companyinformation", Times: -1}, source.KindCompany, source.ReasonLogin},
		{"web_page_for_an_answer", fortnoxtest.Fault{Kind: fortnoxtest.HTML, Path: "/3/financialyears"}, source.KindYears, source.ReasonAnswer},
		{"refused", fortnoxtest.Fault{Kind: fortnoxtest.ServerError, Path: "/3/invoices", Status: 400}, source.KindInvoices, source.ReasonRefused},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv, client := localFortnox(t, companyDir(t, "liten-ab"))
			if _, err := srv.Inject(tt.fault); err != nil {
				t.Fatal(err)
			}
			parts, err := source.Fetch(t.Context(), connect(client), source.Want{Period: period("2025-01-01", "2025-12-31")}, nil)
			var failed *source.FetchError
			if !errors.As(err, &failed) || failed.Kind != tt.kind || failed.Reason != tt.reason {
				t.Errorf("error = %v, want a FetchError for %s with reason %s", err, tt.kind, tt.reason)
			}
			if parts != nil {
				t.Errorf("%d parts came with the error, want none", len(parts))
			}
		})
	}
}

func TestFetchStopsWhenToldTo(t *testing.T) {
	_, client := localFortnox(t, companyDir(t, "liten-ab"))
	ctx, cancel := context.WithCancel(t.Context())
	_, err := source.Fetch(ctx, connect(client), source.Want{Period: period("2025-01-01", "2025-12-31")}, func(p source.Progress) {
		if p.Kind == source.KindInvoices {
			cancel()
		}
	})
	var failed *source.FetchError
	if !errors.As(err, &failed) || failed.Reason != source.ReasonCanceled {
		t.Errorf("error = %v, want a FetchError that says canceled", err)
	}
}
