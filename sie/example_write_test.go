package sie_test

import (
	"bytes"
	"fmt"
	"log"

	"bokslut/sie"
)

// What was read is written back with nothing lost, also what no standard knows.
func ExampleWrite() {
	in := ledger + "#EGEN \"av ett annat program\"\n"
	f, err := sie.Read([]byte(in))
	if err != nil {
		log.Fatal(err)
	}
	var out bytes.Buffer
	notes, err := sie.Write(&out, f, sie.WriteOptions{Encoding: sie.CP437})
	if err != nil {
		log.Fatal(err)
	}
	again, err := sie.Read(out.Bytes())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(again.Header().Name, again.Encoding(), len(notes))
	fmt.Println(bytes.Contains(out.Bytes(), []byte(`#EGEN "av ett annat program"`)))
	// Output:
	// Åkerö AB cp437 0
	// true
}
