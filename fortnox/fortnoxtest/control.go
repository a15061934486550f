package fortnoxtest

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
)

// Control returns a handler that steers the server over HTTP, in JSON. It has no login: serve it on an address of its own,
// to this computer only. Requests that a web page makes in a browser are refused.
//
//	GET, POST, DELETE /faults              list, inject and clear faults; "delay" is text such as "1.5s"
//	GET, DELETE       /journal             read and forget the journal
//	GET               /companies           the loaded companies
//	PUT  /companies/{tenant}/lock          {"endDate":"2025-12-31"}; "" unlocks
//	PUT  /companies/{tenant}/today         {"date":"2026-03-01"}
//	POST /companies/{tenant}/grant         {"clientId":"…","scopes":["…"],"service":true}: tokens without the consent page
//	POST /companies/{tenant}/revoke        {"clientId":"…"}; also /expire-access and /expire-refresh
//	POST /companies/{tenant}/carry         {"year":2}: opening balances from the year before
//	GET  /companies/{tenant}/vouchers?financialyear=1
//	POST /companies/{tenant}/vouchers      a voucher made by hand
//	PUT  /companies/{tenant}/vouchers      a voucher in the place of the one with its key
//	POST /companies/{tenant}/delete        {"year":1,"series":"A","number":3}, the last of its series
//	POST /companies/{tenant}/strike        {"year":1,"series":"A","number":3,"rows":[0,1],"by":"…"}
//	PUT  /companies/{tenant}/documents/{resource}   one object, such as an invoice
func (s *Server) Control() http.Handler {
	mux := http.NewServeMux()
	s.controlFaults(mux)
	mux.HandleFunc("GET /journal", answerJSON(func(*http.Request) (any, error) { return s.Journal(), nil }))
	mux.HandleFunc("DELETE /journal", answerJSON(func(*http.Request) (any, error) { s.ResetJournal(); return nil, nil }))
	mux.HandleFunc("GET /companies", answerJSON(func(*http.Request) (any, error) { return s.Companies(), nil }))
	s.controlGrant(mux)
	s.controlCompany(mux)
	s.controlVouchers(mux)
	return http.NewCrossOriginProtection().Handler(mux)
}

func (s *Server) controlFaults(mux *http.ServeMux) {
	mux.HandleFunc("GET /faults", answerJSON(func(*http.Request) (any, error) { return s.Faults(), nil }))
	mux.HandleFunc("DELETE /faults", answerJSON(func(*http.Request) (any, error) { s.ClearFaults(); return nil, nil }))
	mux.HandleFunc("POST /faults", answerJSON(func(r *http.Request) (any, error) {
		var f Fault
		if err := readBody(r, &f); err != nil {
			return nil, err
		}
		id, err := s.Inject(f)
		return map[string]int{"id": id}, err
	}))
}

func (s *Server) controlGrant(mux *http.ServeMux) {
	mux.HandleFunc("POST /companies/{tenant}/grant", forTenant(func(tenant int, r *http.Request) (any, error) {
		var in struct {
			ClientID string   `json:"clientId"`
			Scopes   []string `json:"scopes"`
			Service  bool     `json:"service"`
		}
		if err := readBody(r, &in); err != nil {
			return nil, err
		}
		t, err := s.Grant(in.ClientID, tenant, in.Service, in.Scopes...)
		return map[string]string{"access_token": t.Access, "refresh_token": t.Refresh}, err
	}))
}

func (s *Server) controlCompany(mux *http.ServeMux) {
	type input struct {
		EndDate  string `json:"endDate"`
		Date     string `json:"date"`
		ClientID string `json:"clientId"`
		Year     int    `json:"year"`
	}
	for pattern, do := range map[string]func(tenant int, in input) error{
		"PUT /companies/{tenant}/lock":            func(t int, in input) error { return s.LockPeriod(t, in.EndDate) },
		"PUT /companies/{tenant}/today":           func(t int, in input) error { return s.SetToday(t, in.Date) },
		"POST /companies/{tenant}/revoke":         func(t int, in input) error { return s.RevokeConsent(in.ClientID, t) },
		"POST /companies/{tenant}/expire-access":  func(t int, in input) error { return s.ExpireAccess(in.ClientID, t) },
		"POST /companies/{tenant}/expire-refresh": func(t int, in input) error { return s.ExpireRefresh(in.ClientID, t) },
		"POST /companies/{tenant}/carry":          func(t int, in input) error { return s.CarryOpeningBalances(t, in.Year) },
	} {
		mux.HandleFunc(pattern, forTenant(func(tenant int, r *http.Request) (any, error) {
			var in input
			if err := readBody(r, &in); err != nil {
				return nil, err
			}
			return nil, do(tenant, in)
		}))
	}
}

func (s *Server) controlVouchers(mux *http.ServeMux) {
	mux.HandleFunc("GET /companies/{tenant}/vouchers", forTenant(func(tenant int, r *http.Request) (any, error) {
		year, err := strconv.Atoi(r.URL.Query().Get("financialyear"))
		if err != nil {
			return nil, errors.New("financialyear: want a year id")
		}
		return s.Vouchers(tenant, year)
	}))
	mux.HandleFunc("POST /companies/{tenant}/vouchers", forTenant(func(tenant int, r *http.Request) (any, error) {
		var v Voucher
		if err := readBody(r, &v); err != nil {
			return nil, err
		}
		return s.AddVoucher(tenant, v)
	}))
	mux.HandleFunc("PUT /companies/{tenant}/vouchers", forTenant(func(tenant int, r *http.Request) (any, error) {
		var v Voucher
		if err := readBody(r, &v); err != nil {
			return nil, err
		}
		return nil, s.ChangeVoucher(tenant, v)
	}))
	s.controlRows(mux)
	mux.HandleFunc("PUT /companies/{tenant}/documents/{resource}", forTenant(func(tenant int, r *http.Request) (any, error) {
		body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
		if err != nil {
			return nil, err
		}
		return nil, s.PutDocument(tenant, r.PathValue("resource"), body)
	}))
}

// controlRows strikes and deletes.
func (s *Server) controlRows(mux *http.ServeMux) {
	type input struct {
		Year   int    `json:"year"`
		Series string `json:"series"`
		Number int    `json:"number"`
		Rows   []int  `json:"rows"`
		By     string `json:"by"`
	}
	for pattern, do := range map[string]func(tenant int, in input) error{
		"POST /companies/{tenant}/strike": func(t int, in input) error {
			return s.StrikeRows(t, in.Year, in.Series, in.Number, in.By, in.Rows...)
		},
		"POST /companies/{tenant}/delete": func(t int, in input) error {
			return s.DeleteVoucher(t, in.Year, in.Series, in.Number)
		},
	} {
		mux.HandleFunc(pattern, forTenant(func(tenant int, r *http.Request) (any, error) {
			var in input
			if err := readBody(r, &in); err != nil {
				return nil, err
			}
			return nil, do(tenant, in)
		}))
	}
}

func forTenant(f func(tenant int, r *http.Request) (any, error)) http.HandlerFunc {
	return answerJSON(func(r *http.Request) (any, error) {
		tenant, err := strconv.Atoi(r.PathValue("tenant"))
		if err != nil {
			return nil, errors.New("tenant: want a number")
		}
		return f(tenant, r)
	})
}

// readBody reads a JSON body; an empty one leaves into as it is.
func readBody(r *http.Request, into any) error {
	err := json.NewDecoder(io.LimitReader(r.Body, maxBody)).Decode(into)
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// answerJSON answers with what f returns: 204 for nothing, 404 for a company that is not loaded, 400 for another error.
func answerJSON(f func(*http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		value, err := f(r)
		status := http.StatusOK
		var unknown errTenant
		switch {
		case errors.As(err, &unknown):
			status, value = http.StatusNotFound, map[string]string{"error": err.Error()}
		case err != nil:
			status, value = http.StatusBadRequest, map[string]string{"error": err.Error()}
		case value == nil:
			w.WriteHeader(http.StatusNoContent)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		write(w, encodeJSON(value))
	}
}
