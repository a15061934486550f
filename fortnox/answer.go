package fortnox

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
)

// readBody reads a whole answer of at most limit bytes.
func readBody(resp *http.Response, limit int64) ([]byte, error) {
	defer resp.Body.Close()
	if resp.ContentLength > limit {
		return nil, &TooLargeError{limit}
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	if err != nil {
		return nil, &TransportError{Sent: true, Err: err}
	}
	if int64(len(body)) > limit {
		return nil, &TooLargeError{limit}
	}
	return body, nil
}

// A TooLargeError says that an answer was larger than Limit bytes and was not read.
type TooLargeError struct {
	Limit int64
}

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("fortnox: answer is larger than %d bytes", e.Limit)
}

// hostPort gives the "host:port" that a transport dials for an address.
func hostPort(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("fortnox: address: %w", err)
	}
	port := u.Port()
	switch {
	case u.Hostname() == "" || u.User != nil:
		return "", fmt.Errorf("fortnox: address %q needs a host and no user", u.Redacted())
	case u.Scheme == "https" && port == "":
		port = "443"
	case u.Scheme == "http" && port == "":
		port = "80"
	case u.Scheme != "https" && u.Scheme != "http":
		return "", errors.New("fortnox: address needs the scheme https or http")
	}
	return net.JoinHostPort(u.Hostname(), port), nil
}
