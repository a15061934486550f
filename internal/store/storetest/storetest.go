// Package storetest is the contract that every store must pass.
package storetest

import (
	"context"
	"testing"
	"time"

	"bokslut/internal/audit"
	"bokslut/internal/civil"
	"bokslut/internal/connection"
	"bokslut/internal/engagement"
	"bokslut/internal/jobs"
	"bokslut/internal/office"
)

// Store is what all rooms ask of one.
type Store interface {
	office.Store
	engagement.Store
	connection.Store
	connection.PaceStore
	jobs.Store
}

// Sessions keeps browser sessions.
type Sessions interface {
	FindCtx(ctx context.Context, token string) ([]byte, bool, error)
	CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error
	DeleteCtx(ctx context.Context, token string) error
}

// A Database is a store under test. DeclareRestored is what a person says of it.
// Exec runs SQL behind its rules; it is nil where there is none.
type Database struct {
	Store
	DeclareRestored func(context.Context) error
	Sessions        Sessions
	Exec            func(query string) error
}

// Open gives a new, empty database that is closed when the test ends.
type Open func(t *testing.T) Database

// Run proves that a database keeps the contract.
func Run(t *testing.T, open Open) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, Database)
	}{
		{"first_link_is_used_once", firstLinkIsUsedOnce},
		{"email_is_one_persons", emailIsOnePersons},
		{"failed_sign_ins_are_counted", failedSignInsAreCounted},
		{"names_sort_as_swedes_expect", namesSortAsSwedesExpect},
		{"stale_client_is_a_conflict", staleClientIsAConflict},
		{"sessions_end", sessionsEnd},
		{"rules_are_compare_and_set", rulesAreCompareAndSet},
		{"choices_are_a_users_own", choicesAreAUsersOwn},
		{"head_keeps_its_terms", headKeepsItsTerms},
		{"another_office_sees_nothing", anotherOfficeSeesNothing},
		{"one_engagement_per_client_and_year", oneEngagementPerClientAndYear},
		{"failed_change_saves_nothing", failedChangeSavesNothing},
		{"stale_part_is_a_conflict", stalePartIsAConflict},
		{"two_writers_lose_nothing", twoWritersLoseNothing},
		{"snapshot_gives_back_what_it_got", snapshotGivesBackWhatItGot},
		{"snapshots_share_parts", snapshotsShareParts},
		{"parts_are_read_one_by_one", partsAreReadOneByOne},
		{"head_keeps_what_waits", headKeepsWhatWaits},
		{"contents_are_kept_once", contentsAreKeptOnce},
		{"large_amounts_survive", largeAmountsSurvive},
		{"audit_chain_holds", auditChainHolds},
		{"audit_events_cannot_be_changed", auditEventsCannotBeChanged},
		{"connection_is_compare_and_set", connectionIsCompareAndSet},
		{"connection_lease_is_exclusive", connectionLeaseIsExclusive},
		{"login_is_taken_once", loginIsTakenOnce},
		{"office_key_first_wins", officeKeyFirstWins},
		{"pace_changes_follow_each_other", paceChangesFollowEachOther},
		{"pace_is_kept_apart", paceIsKeptApart},
		{"templates_are_the_offices", templatesAreTheOffices},
		{"one_look_at_a_time", oneLookAtATime},
		{"parts_of_some_kinds", partsOfSomeKinds},
		{"job_of_a_request_is_its_own", jobOfARequestIsItsOwn},
		{"one_job_of_a_kind", oneJobOfAKind},
		{"job_is_taken_over_after_its_lease", jobIsTakenOverAfterItsLease},
		{"job_cancel_is_told", jobCancelIsTold},
		{"entry_has_one_active_delivery", entryHasOneActiveDelivery},
		{"delivery_is_saved_by_its_holder", deliveryIsSavedByItsHolder},
		{"one_writer_per_series", oneWriterPerSeries},
		{"one_writer_per_tenant", oneWriterPerTenant},
		{"due_deliveries_are_found", dueDeliveriesAreFound},
		{"due_parts_are_found", duePartsAreFound},
		{"restored_is_told", restoredIsTold},
		{"an_epoch_is_no_restore", anEpochIsNoRestore},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.run(t, open(t))
		})
	}
}

var (
	ctx  = context.Background()
	noon = time.Date(2026, 2, 17, 12, 0, 0, 0, time.UTC)
	year = civil.Period{From: civil.MustParse("2025-01-01"), To: civil.MustParse("2025-12-31")}
)

// must ends the test on an error.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// newOffice makes an office with its first user.
func newOffice(t *testing.T, s Database, email string) office.User {
	t.Helper()
	_, hash := office.NewSecret()
	must(t, s.SaveLink(ctx, hash, noon.Add(time.Hour)))
	u := office.User{Office: office.NewID(), ID: office.NewID(), Name: "Maria Ekblad", Email: email, Role: office.Admin}
	event := audit.Event{Office: u.Office, Stream: audit.OfficeStream, At: noon, User: u.ID, What: "office.created"}
	must(t, s.CreateOffice(ctx, "Byrån", u, "hash of "+email, hash, event))
	return u
}

func newClient(t *testing.T, s Database, u office.User, name, orgnr string) office.Client {
	t.Helper()
	c := office.Client{ID: office.NewID(), Name: name, OrgNr: orgnr, Form: office.AB, Framework: office.K2, Method: office.Accrual, VAT: office.VATMonth}
	must(t, s.SaveClient(ctx, u.Office, c, officeEvent(u, "client.created")))
	c.Version = 1
	return c
}

func officeEvent(u office.User, what string) audit.Event {
	return audit.Event{Office: u.Office, Stream: audit.OfficeStream, At: noon, User: u.ID, What: what}
}

func newEngagement(t *testing.T, s Database, u office.User) engagement.Engagement {
	t.Helper()
	e := engagement.Engagement{
		Office: u.Office, ID: office.NewID(), Client: newClient(t, s, u, "Almviks Trädgård AB", "559981-2038"),
		Year: year, Source: engagement.SIE, Responsible: u.ID, Created: noon, Version: 1,
	}
	must(t, s.CreateEngagement(ctx, e, audit.Event{Office: u.Office, Stream: e.ID, At: noon, User: u.ID, What: "engagement.created"}))
	return e
}

// change runs f on an engagement with an event.
func change(s Database, e engagement.Engagement, bodies []engagement.PartID, f func(*engagement.Change) error) error {
	return s.Change(ctx, e.Office, e.ID, bodies, func(c *engagement.Change) (audit.Event, error) {
		return audit.Event{At: noon, User: e.Responsible, What: "test", Detail: audit.Detail("x")}, f(c)
	})
}

func part(key string, version int64, digest string) engagement.Part {
	return engagement.Part{ID: engagement.PartID{Kind: engagement.EntryPart, Key: key}, Version: version, Digest: []byte(digest), Body: []byte(digest)}
}
