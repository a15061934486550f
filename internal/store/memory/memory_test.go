package memory_test

import (
	"testing"
	"time"

	"bokslut/internal/store/memory"
	"bokslut/internal/store/storetest"
)

func TestContract(t *testing.T) {
	storetest.Run(t, func(*testing.T) storetest.Database {
		s := memory.New(time.Now)
		return storetest.Database{Store: s, DeclareRestored: s.DeclareRestored, Sessions: s.Sessions()}
	})
}
