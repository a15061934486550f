package audit

import (
	"testing"
	"time"
)

func chained(n int) []Event {
	var events []Event
	previous := ""
	for i := range n {
		e := Event{Office: "o", Stream: "u", Seq: int64(i + 1), At: time.UnixMilli(int64(i)), User: "m",
			What: "entry.created", Object: "B1", Detail: Detail(map[string]int{"n": i}), Salt: "s"}
		e.Hash = Chain(previous, e)
		previous = e.Hash
		events = append(events, e)
	}
	return events
}

func TestVerify(t *testing.T) {
	if err := Verify(chained(5)); err != nil {
		t.Fatalf("Verify(whole chain) = %v", err)
	}
	for name, harm := range map[string]func([]Event) []Event{
		"detail changed": func(e []Event) []Event { e[2].Detail = Detail("x"); return e },
		"user changed":   func(e []Event) []Event { e[2].User = "n"; return e },
		"dropped":        func(e []Event) []Event { return append(e[:2], e[3:]...) },
		"swapped":        func(e []Event) []Event { e[1], e[2] = e[2], e[1]; return e },
		"head cut":       func(e []Event) []Event { return e[1:] },
	} {
		if err := Verify(harm(chained(5))); err == nil {
			t.Errorf("%s: Verify found nothing", name)
		}
	}
}
