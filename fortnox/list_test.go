package fortnox

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
)

// customers makes a page of the list of customers.
func customers(total, pages, page int, numbers ...string) func() (*http.Response, error) {
	items := make([]string, 0, len(numbers))
	for _, n := range numbers {
		items = append(items, fmt.Sprintf(`{"CustomerNumber":%q}`, n))
	}
	return says(200, fmt.Sprintf(`{"MetaInformation":{"@TotalResources":%d,"@TotalPages":%d,"@CurrentPage":%d},"Customers":[%s]}`,
		total, pages, page, strings.Join(items, ",")))
}

func onPage(n int) string {
	return fmt.Sprintf("GET /3/customers?limit=500&page=%d&sortby=customernumber", n)
}

func TestListPages(t *testing.T) {
	type replies = []func() (*http.Response, error)
	for _, tt := range []struct {
		name         string
		first, later replies // pages 1 and 2
		want         string
		calls        int
		wantErr      error
	}{
		{"empty", replies{customers(0, 0, 1)}, nil, "", 1, nil},
		{"one_page", replies{customers(2, 1, 1, "1", "2")}, nil, "1 2", 1, nil},
		{"two_pages", replies{customers(3, 2, 1, "1", "2")}, replies{customers(3, 2, 2, "3")}, "1 2 3", 2, nil},
		{"empty_though_it_counts_items", replies{customers(3, 1, 1)}, nil, "", 3, ErrIncomplete},
		{"empty_once", replies{customers(2, 1, 1), customers(2, 1, 1, "1", "2")}, nil, "1 2", 2, nil},
		{"fewer_than_it_counts", replies{customers(9, 2, 1, "1", "2")}, replies{customers(9, 2, 2, "3")}, "", 6, ErrIncomplete},
		{"fewer_once", replies{customers(3, 2, 1, "1", "2")}, replies{customers(3, 2, 2), customers(3, 2, 2, "3")}, "1 2 3", 4, nil},
		{"empty_page_in_the_middle", replies{customers(9, 7, 1, "1")}, replies{customers(9, 7, 2)}, "", 6, ErrIncomplete},
		{"inserted_before", replies{customers(3, 2, 1, "1", "2"), customers(4, 2, 1, "0", "1")}, replies{customers(4, 2, 2, "2", "3")}, "1 2 3 0", 4, nil},
		{"deleted_before", replies{customers(4, 2, 1, "1", "2"), customers(3, 2, 1, "2", "3")}, replies{customers(3, 2, 2, "4")}, "1 2 4 3", 4, nil},
		{"item_twice", replies{customers(4, 2, 1, "1", "2"), customers(4, 2, 1, "0", "1")}, replies{customers(4, 2, 2, "2", "3")}, "1 2 3 0", 4, nil},
		{"twice_on_a_page_instead_of_another", replies{customers(3, 1, 1, "1", "2", "2")}, nil, "", 3, ErrIncomplete},
		{"without_numbers", replies{customers(3, 1, 1, "", "", "1")}, nil, "1", 1, nil},
		{"page_gone", replies{customers(3, 2, 1, "1", "2"), customers(2, 1, 1, "1", "2")}, nil, "1 2", 3, nil},
		{"always_moving", replies{customers(3, 2, 1, "1", "2")}, replies{customers(4, 2, 2, "2", "3")}, "", 6, ErrMoving},
		{"error_on_page_2", replies{customers(3, 2, 1, "1")}, replies{says(403, `{"ErrorInformation":{"message":"Nej","code":2000663}}`)}, "", 2, ErrMissingScope},
		{"401_in_mid_paging", replies{customers(2, 2, 1, "1")}, replies{says(401, `{"message":"unauthorized"}`), customers(2, 2, 2, "2")}, "1 2", 3, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &scripted{}
				s.on(onPage(1), tt.first...)
				s.on(onPage(2), tt.later...)
				c, _, _ := newTestClient(t, s)
				all, err := Collect(c.Customers(t.Context()))
				if !errors.Is(err, tt.wantErr) {
					t.Errorf("got error %v, want %v", err, tt.wantErr)
				}
				var got []string
				for _, x := range all {
					if n := x.CustomerNumber.Text; n != "" {
						got = append(got, n)
					}
				}
				if d := cmp.Diff(strings.Fields(tt.want), got); tt.wantErr == nil && d != "" && len(got)+len(tt.want) > 0 {
					t.Errorf("(-want +got)\n%s", d)
				}
				if len(s.seen) != tt.calls {
					t.Errorf("%d requests, want %d: %q", len(s.seen), tt.calls, s.seen)
				}
			})
		})
	}
}

// With a filter the total is not to be trusted, unless nothing came at all.
func TestListWithFilter(t *testing.T) {
	for _, tt := range []struct {
		name, items string
		total       int
		wantErr     error
	}{
		{"counts_more", `{"DocumentNumber":"1"}`, 3, nil},
		{"empty", ``, 0, nil},
		{"empty_though_it_counts_items", ``, 3, ErrIncomplete},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := &scripted{}
			s.on("GET /3/invoices?filter=unpaid&limit=500&page=1&sortby=documentnumber&sortorder=ascending",
				says(200, fmt.Sprintf(`{"MetaInformation":{"@TotalResources":%d,"@TotalPages":1},"Invoices":[%s]}`, tt.total, tt.items)))
			c, _, _ := newTestClient(t, s)
			if _, err := Collect(c.Invoices(t.Context(), InvoiceQuery{Filter: "unpaid"})); !errors.Is(err, tt.wantErr) {
				t.Errorf("got error %v, want %v", err, tt.wantErr)
			}
		})
	}
}

// A list that does not tell its length is read while its pages are full.
func TestListWithoutCount(t *testing.T) {
	full := strings.TrimSuffix(strings.Repeat(`{},`, pageLimit), ",")
	for name, second := range map[string]func() (*http.Response, error){
		"short_page": says(200, `{"Customers":[{}]}`),
		"no_page":    says(404, `{"ErrorInformation":{"Error":1,"Message":"Ingen sådan väg.","Code":2000762}}`),
		"empty_page": says(200, `{"Customers":[]}`),
	} {
		t.Run(name, func(t *testing.T) {
			s := &scripted{}
			s.on(onPage(1), says(200, `{"Customers":[`+full+`]}`))
			s.on(onPage(2), second)
			c, _, _ := newTestClient(t, s)
			all, err := Collect(c.Customers(t.Context()))
			if err != nil || len(s.seen) != 2 || len(all) < pageLimit {
				t.Errorf("got %d items in %d requests, %v, want all in 2", len(all), len(s.seen), err)
			}
		})
	}
}

func TestListStopsWhenAsked(t *testing.T) {
	s := &scripted{}
	s.on(onPage(1), customers(3, 2, 1, "1", "2"))
	c, _, _ := newTestClient(t, s)
	for x, err := range c.Customers(t.Context()) {
		if err != nil || x.CustomerNumber.Text != "1" {
			t.Errorf("got %v, %v", x.CustomerNumber, err)
		}
		break
	}
	if len(s.seen) != 1 {
		t.Errorf("%d requests, want 1", len(s.seen))
	}
}

func TestVouchersOfOneSeriesOnly(t *testing.T) {
	s := &scripted{}
	s.on("GET /3/vouchers?financialyear=4&limit=500&page=1&voucherseries=B", says(200,
		`{"MetaInformation":{"@TotalPages":1},"Vouchers":[{"VoucherSeries":"A","VoucherNumber":1,"Year":4},{"VoucherSeries":"B","VoucherNumber":1,"Year":4}]}`))
	c, _, _ := newTestClient(t, s)
	all, err := Collect(c.Vouchers(t.Context(), 4, VoucherQuery{Series: "B"}))
	if err != nil || len(all) != 1 || all[0].Key() != "B/1/4" {
		t.Errorf("got %v, %v, want B/1/4 alone", all, err)
	}
}

func TestDistinct(t *testing.T) {
	item := func(n string) Customer { return Customer{CustomerNumber: Text(n)} }
	got := Distinct(Page[Customer]{Items: []Customer{item("1"), item("2")}}, Page[Customer]{Items: []Customer{item("2"), item("3"), {}, {}}})
	want := []Customer{item("1"), item("2"), item("3"), {}, {}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
