package storetest

import (
	"errors"
	"testing"
	"time"

	"bokslut/internal/audit"
	"bokslut/internal/money"
	"bokslut/internal/office"
)

func firstLinkIsUsedOnce(t *testing.T, s Database) {
	_, hash := office.NewSecret()
	must(t, s.SaveLink(ctx, hash, noon.Add(time.Hour)))
	u := office.User{Office: "o1", ID: "u1", Name: "Maria Ekblad", Email: "maria@byran.se", Role: office.Admin}
	if err := s.CreateOffice(ctx, "Byrån", u, "h", "another hash", officeEvent(u, "office.created")); !errors.Is(err, office.ErrLink) {
		t.Errorf("CreateOffice with a made-up link = %v, want ErrLink", err)
	}
	late := officeEvent(u, "office.created")
	late.At = noon.Add(2 * time.Hour)
	if err := s.CreateOffice(ctx, "Byrån", u, "h", hash, late); !errors.Is(err, office.ErrLink) {
		t.Errorf("CreateOffice with an old link = %v, want ErrLink", err)
	}
	if has, err := s.HasUsers(ctx); has || err != nil {
		t.Errorf("HasUsers after refusals = %v, %v, want false", has, err)
	}
	for at, want := range map[time.Time]bool{noon: true, noon.Add(2 * time.Hour): false} {
		if has, err := s.HasLink(ctx, hash, at); has != want || err != nil {
			t.Errorf("HasLink at %v = %v, %v, want %v", at, has, err, want)
		}
	}
	must(t, s.CreateOffice(ctx, "Byrån", u, "h", hash, officeEvent(u, "office.created")))
	if has, err := s.HasLink(ctx, hash, noon); has || err != nil {
		t.Errorf("HasLink of a used link = %v, %v, want false", has, err)
	}
	v := office.User{Office: "o2", ID: "u2", Name: "X", Email: "x@byran.se", Role: office.Admin}
	if err := s.CreateOffice(ctx, "Byrå 2", v, "h", hash, officeEvent(v, "office.created")); !errors.Is(err, office.ErrLink) {
		t.Errorf("CreateOffice with a used link = %v, want ErrLink", err)
	}
	if has, err := s.HasUsers(ctx); !has || err != nil {
		t.Errorf("HasUsers = %v, %v, want true", has, err)
	}
}

func emailIsOnePersons(t *testing.T, s Database) {
	u := newOffice(t, s, "Maria@Byran.se")
	got, hash, err := s.UserByEmail(ctx, " maria@byran.SE ")
	if err != nil || got != u || hash != "hash of Maria@Byran.se" {
		t.Errorf("UserByEmail = %v, %q, %v, want %v", got, hash, err, u)
	}
	if _, _, err := s.UserByEmail(ctx, "jonas@byran.se"); !errors.Is(err, office.ErrNotFound) {
		t.Errorf("UserByEmail of nobody = %v, want ErrNotFound", err)
	}
	_, link := office.NewSecret()
	must(t, s.SaveLink(ctx, link, noon.Add(time.Hour)))
	v := office.User{Office: "o2", ID: "u2", Name: "X", Email: "MARIA@byran.se", Role: office.Admin}
	if err := s.CreateOffice(ctx, "Byrå 2", v, "h", link, officeEvent(v, "office.created")); !errors.Is(err, office.ErrEmailTaken) {
		t.Errorf("the same address again = %v, want ErrEmailTaken", err)
	}
}

func failedSignInsAreCounted(t *testing.T, s Database) {
	for range 3 {
		must(t, s.NoteSignIn(ctx, "user x", true, noon))
	}
	if n, last, err := s.FailedSignIn(ctx, "user x"); n != 3 || !last.Equal(noon) || err != nil {
		t.Errorf("FailedSignIn = %d, %v, %v, want 3 at noon", n, last, err)
	}
	must(t, s.NoteSignIn(ctx, "user x", false, noon))
	if n, _, err := s.FailedSignIn(ctx, "user x"); n != 0 || err != nil {
		t.Errorf("after a success = %d, %v, want 0", n, err)
	}
}

func namesSortAsSwedesExpect(t *testing.T, s Database) {
	u := newOffice(t, s, "m@b.se")
	newClient(t, s, u, "Östra Bygg AB", "559981-8761")
	newClient(t, s, u, "älvsby Bröd AB", "559986-0151")
	newClient(t, s, u, "Åkerö AB", "559981-2038")
	newClient(t, s, u, "Zinkgruvan AB", "559984-4171")
	newClient(t, s, u, "aneby Trä AB", "559987-8294")
	clients, err := s.Clients(ctx, u.Office)
	must(t, err)
	want := []string{"aneby Trä AB", "Zinkgruvan AB", "Åkerö AB", "älvsby Bröd AB", "Östra Bygg AB"}
	for i, c := range clients {
		if c.Name != want[i] {
			t.Errorf("client %d is %s, want %s", i, c.Name, want[i])
		}
	}
}

func staleClientIsAConflict(t *testing.T, s Database) {
	u := newOffice(t, s, "m@b.se")
	c := newClient(t, s, u, "Almvik AB", "559981-2038")
	c.Name = "Almviks AB"
	must(t, s.SaveClient(ctx, u.Office, c, officeEvent(u, "client.changed")))
	if err := s.SaveClient(ctx, u.Office, c, officeEvent(u, "client.changed")); !errors.Is(err, office.ErrConflict) {
		t.Errorf("SaveClient with an old version = %v, want ErrConflict", err)
	}
	same := office.Client{ID: office.NewID(), Name: "Annan", OrgNr: c.OrgNr}
	if err := s.SaveClient(ctx, u.Office, same, officeEvent(u, "client.created")); !errors.Is(err, office.ErrClientTaken) {
		t.Errorf("a second client with the number = %v, want ErrClientTaken", err)
	}
	got, err := s.Client(ctx, u.Office, c.ID)
	if err != nil || got.Name != "Almviks AB" || got.Version != 2 {
		t.Errorf("Client = %+v, %v", got, err)
	}
}

func sessionsEnd(t *testing.T, s Database) {
	sessions := s.Sessions
	must(t, sessions.CommitCtx(ctx, "token", []byte("data"), time.Now().Add(time.Hour)))
	must(t, sessions.CommitCtx(ctx, "old", []byte("data"), time.Now().Add(-time.Minute)))
	if data, found, err := sessions.FindCtx(ctx, "token"); !found || string(data) != "data" || err != nil {
		t.Errorf("Find = %q, %v, %v", data, found, err)
	}
	if _, found, err := sessions.FindCtx(ctx, "old"); found || err != nil {
		t.Errorf("an expired session was found (%v)", err)
	}
	must(t, sessions.DeleteCtx(ctx, "token"))
	if _, found, err := sessions.FindCtx(ctx, "token"); found || err != nil {
		t.Errorf("an ended session was found (%v)", err)
	}
}

func rulesAreCompareAndSet(t *testing.T, s Database) {
	u := newOffice(t, s, "maria@lindvik.example")
	if r, err := s.Rules(ctx, u.Office); err != nil || r != (office.Rules{}) {
		t.Fatalf("rules of a new office: %+v, %v", r, err)
	}
	limit := money.Amount(500_00)
	event := audit.Event{Office: u.Office, Stream: audit.OfficeStream, At: noon, User: u.ID, What: "office.rules-changed"}
	must(t, s.SaveRules(ctx, u.Office, office.Rules{MaxExplained: &limit}, event))
	if err := s.SaveRules(ctx, u.Office, office.Rules{}, event); !errors.Is(err, office.ErrConflict) {
		t.Errorf("saving on an old version: %v, want ErrConflict", err)
	}
	r, err := s.Rules(ctx, u.Office)
	if err != nil || r.MaxExplained == nil || *r.MaxExplained != limit || r.Materiality != nil || r.Version != 1 {
		t.Errorf("rules %+v, %v", r, err)
	}
	if _, err := s.Rules(ctx, "another"); !errors.Is(err, office.ErrNotFound) {
		t.Errorf("rules of no office: %v, want ErrNotFound", err)
	}
}

func choicesAreAUsersOwn(t *testing.T, s Database) {
	u := newOffice(t, s, "maria@lindvik.example")
	other := newOffice(t, s, "eva@sydan.example")
	must(t, s.SaveChoice(ctx, u.Office, u.ID, "kolumner", "ib"))
	must(t, s.SaveChoice(ctx, u.Office, u.ID, "kolumner", "ib bokfort"))
	for _, tt := range []struct{ office, user, key, want string }{
		{u.Office, u.ID, "kolumner", "ib bokfort"}, {u.Office, u.ID, "annat", ""}, {other.Office, other.ID, "kolumner", ""}, {other.Office, u.ID, "kolumner", ""},
	} {
		if got, err := s.Choice(ctx, tt.office, tt.user, tt.key); got != tt.want || err != nil {
			t.Errorf("choice %q = %q, %v, want %q", tt.key, got, err, tt.want)
		}
	}
}
