package chaos

import (
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A proxy is the network between the program and the local Fortnox. It breaks
// connections in ways that a seed draws.
type proxy struct {
	to     string
	addr   string
	calm   atomic.Bool
	broken atomic.Int64

	mu  sync.Mutex
	rng *rand.Rand
}

// startProxy listens until the test ends.
func startProxy(t *testing.T, to string, seed uint64) *proxy {
	t.Helper()
	l, err := net.Listen("tcp4", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{to: to, addr: l.Addr().String(), rng: rand.New(rand.NewPCG(seed, 1))}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go p.serve(c.(*net.TCPConn))
		}
	}()
	return p
}

// How a connection breaks.
const (
	whole     = iota
	refused   // before a byte is taken
	cutAsking // in the middle of the request
	swallowed // the request is done, and nobody is told
	cutAnswer // in the middle of the answer
	kinds
)

func (p *proxy) draw() (how int, delay time.Duration, at int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.calm.Load() && p.rng.IntN(5) == 0 {
		how = 1 + p.rng.IntN(kinds-1)
		p.broken.Add(1)
	}
	return how, p.pause(), 1 + p.rng.Int64N(300)
}

// pause is how long an answer takes. The proxy is locked.
func (p *proxy) pause() time.Duration {
	if p.calm.Load() {
		return 0
	}
	return time.Duration(p.rng.IntN(400)) * time.Millisecond
}

func (p *proxy) serve(client *net.TCPConn) {
	defer client.Close()
	how, delay, at := p.draw()
	if how == refused {
		reset(client)
		return
	}
	c, err := net.DialTimeout("tcp4", p.to, 5*time.Second)
	if err != nil {
		return
	}
	server := c.(*net.TCPConn)
	defer server.Close()
	go func() {
		if how == cutAsking {
			_, _ = io.CopyN(server, client, at)
			reset(client)
			reset(server)
			return
		}
		_, _ = io.Copy(server, client)
		_ = server.CloseWrite()
	}()
	time.Sleep(delay)
	switch how {
	case swallowed:
		_, _ = io.ReadFull(server, make([]byte, 1)) // it has answered, so it has done it
		reset(client)
	case cutAnswer:
		_, _ = io.CopyN(client, server, at)
		reset(client)
	default:
		p.slowly(client, server)
	}
}

// slowly passes on each piece of the answers after a while.
func (p *proxy) slowly(to io.Writer, from io.Reader) {
	for buffer := make([]byte, 64<<10); ; {
		n, err := from.Read(buffer)
		p.mu.Lock()
		delay := p.pause()
		p.mu.Unlock()
		time.Sleep(delay)
		if _, writing := to.Write(buffer[:n]); err != nil || writing != nil {
			return
		}
	}
}

// reset closes a connection so that the other side sees it break.
func reset(c *net.TCPConn) {
	_ = c.SetLinger(0)
	_ = c.Close()
}
