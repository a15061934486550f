// Package fortnoxtest is a local Fortnox: an [http.Handler] that speaks the parts of Fortnox's API, version 3, and of its
// OAuth host that a year-end program needs.
//
// A [Server] is seeded with company folders. Each folder is one tenant: the single objects of every resource as JSON, in
// Fortnox's own field names. Everything else is computed from them: lists, filters, paging, balances and SIE files.
//
//	srv := fortnoxtest.New(fortnoxtest.Options{
//		Apps: []fortnoxtest.App{{
//			ClientID:     "demo",
//			ClientSecret: "secret",
//			RedirectURIs: []string{"http://localhost:8080/fortnox/callback"},
//			Scopes:       []string{"bookkeeping", "companyinformation"},
//		}},
//	})
//	if err := srv.Load(os.DirFS("companies/liten-ab")); err != nil {
//		log.Fatal(err)
//	}
//	http.ListenAndServe("localhost:8181", srv)
//
// One address serves both hosts of the real service: paths under /oauth-v1/ are the OAuth host (apps.fortnox.se), paths
// under /3/ are the API (api.fortnox.se). A browser sent to /oauth-v1/auth meets a consent page where a company is chosen;
// a test takes the short way with [Server.Grant], or posts the fields tenant and answer (approve or decline) to the address
// of the page. A program in another language asks [Server.Control] for tokens.
//
// A folder that contradicts itself is refused with the file and line: an emulator that answers with books that do not balance
// would blame its client.
//
// # What is served
//
// GET: companyinformation, settings/company, settings/lockedperiod, financialyears, accounts, voucherseries, vouchers and
// vouchers/sublist, sie/1 to sie/4, invoices, invoicepayments, supplierinvoices, supplierinvoicepayments, customers,
// suppliers, taxreductions, costcenters, projects, currencies, predefinedaccounts, predefinedvoucherseries, and uploaded
// files. POST: vouchers, inbox, archive, voucherfileconnections. Requests are checked for scope, licence, Accept header and
// pace; lists can be paged, filtered, searched and sorted. Vouchers are checked as Fortnox checks them.
//
// # What can be provoked
//
// [Server.Inject] makes chosen requests fail: too many requests, server errors, slow answers, connections cut before, during
// or after the work was done, lists that move or are cut, and answers with other JSON types than documented. [Server.Control] offers the same over HTTP.
// Faults are counted and, where chance is involved, seeded, so that a run can be repeated. [Server.Journal] tells afterwards
// which requests came.
//
// # What is known and what is assumed
//
// Field names, shapes and limits follow Fortnox's documentation and recorded answers. Some things are not public, such as
// the error code of a voucher that does not balance. All error codes stand in one table (problem.go), each with its source;
// "assumed" marks the ones that nobody has confirmed.
package fortnoxtest
