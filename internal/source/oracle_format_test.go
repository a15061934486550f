package source_test

import (
	"bokslut/internal/civil"
	"bokslut/internal/money"
)

// oracle is the known answers of a company, section 6 of its format.
type oracle struct {
	OrganisationNumber string `json:"organisation_number"`
	Company, Label     string
	ClosingDate        civil.Date   `json:"closing_date"`
	Years              []oracleYear `json:"years"`
}

type oracleYear struct {
	ID             int
	From, To       civil.Date
	Status         string
	TrialBalance   map[string]oracleBalance `json:"trial_balance"`
	Vouchers       int
	VoucherRows    int        `json:"voucher_rows"`
	RemovedRows    int        `json:"removed_rows"`
	AddedRows      int        `json:"added_rows"`
	AsOf           civil.Date `json:"as_of"`
	Receivables    oracleLedger
	Payables       oracleLedger
	Reconciliation []oracleReconciliation
	Requests       struct {
		Minimum   int `json:"minimum_total"`
		Breakdown map[string]int
	}
	Claims []struct {
		Invoice, Party string
		Amount         money.Amount `json:"amount_ore"`
		Date           civil.Date   `json:"invoice_date"`
	} `json:"tax_reduction_claims"`
}

type oracleBalance struct{ IB, Movement, UB, Res money.Amount }

type oracleLedger struct {
	Items           []oracleItem
	Count           int
	Sum             money.Amount            `json:"sum_sek_ore"`
	ByAccount       map[string]money.Amount `json:"sum_by_account_ore"`
	Overdue         money.Amount            `json:"overdue_ore"`
	Unbooked        []string                `json:"unbooked_warnings"`
	BookedOnAccount money.Amount            `json:"booked_on_account_ore"`
}

type oracleItem struct {
	Number, Party, Name, Currency string
	InvoiceDate                   civil.Date   `json:"invoice_date"`
	DueDate                       civil.Date   `json:"due_date"`
	Total                         money.Amount `json:"total_cents"`
	Open                          money.Amount `json:"open_cents"`
	SEK                           money.Amount `json:"open_sek_ore"`
	Account                       int
	Credit                        bool
	NotDerivable                  bool  `json:"item_not_derivable"`
	BookedOnAccount               *bool `json:"booked_on_account"`
}

type oracleReconciliation struct {
	Account      int
	SubLedger    money.Amount `json:"sub_ledger_ore"`
	Ledger       money.Amount `json:"account_ore"`
	Difference   money.Amount `json:"difference_ore"`
	Explanations []struct {
		Kind    string
		Amount  money.Amount `json:"amount_ore"`
		Voucher *struct {
			Series       string
			Number, Year int
			Date         civil.Date
		}
		Document *string
	}
}
