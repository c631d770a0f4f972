package awsclient

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"syscall"

	"tami/model/ami"
	"tami/model/text"
)

// slowProblem is an attempt that we gave up.
func slowProblem(f failure, slow *slowError) *ami.Problem {
	if slow.part == noAddress {
		return &ami.Problem{
			Kind: ami.TimedOut, Title: fmt.Sprintf("no address of %s within %v", orServer(slow.host), slow.after),
			Hint: "The name server does not answer: check it, and the network to it; then ask again.", Retry: true,
		}
	}
	return &ami.Problem{
		Kind: ami.TimedOut, Title: fmt.Sprintf("no answer%s within %v", in(f.at), slow.after), Cause: cause(slow),
		Hint: "Ask again; a firewall that drops packets, or a proxy that is not set, looks like this too.", Retry: true,
	}
}

// foreignProblem is an answer of something that is no AWS service.
func foreignProblem(f failure, foreign *foreignAnswer) *ami.Problem {
	p := &ami.Problem{Kind: ami.NotAWS, Title: "the server" + in(f.at) + " does not speak AWS's protocol", Cause: cause(foreign)}
	switch {
	case foreign.cut:
		return f.notAWS(foreign)
	case foreign.gateway():
		p.Kind, p.Retry = ami.Unreachable, true
		p.Title = fmt.Sprintf("AWS cannot be reached%s: HTTP %d from a gateway", in(f.at), foreign.status)
		p.Hint = "Ask again in a while; a proxy on the way may be the gateway."
	case foreign.status == 407:
		p.Kind = ami.Unreachable
		p.Title = "the proxy wants a sign-in"
		p.Hint = "Put the proxy's user and password into HTTPS_PROXY."
	case foreign.status == 500 || foreign.status == 501:
		f.unknownHere(p)
	default:
		p.Hint = "Check --endpoint-url and AWS_ENDPOINT_URL; on a network that asks for a sign-in, open a web page first."
	}
	return p
}

// networkProblem is a connection that could not be made or did not last, nil
// for every other error.
func networkProblem(f failure) *ami.Problem {
	p := &ami.Problem{Kind: ami.Unreachable, Cause: cause(rootCause(f.err)), Retry: true}
	host := hostOf(f.err)
	var dns *net.DNSError
	var endpoint *url.Error
	switch {
	case errors.As(f.err, &dns):
		p.Title = "no address is known for " + orServer(dns.Name)
		p.Hint = "Check the network, the name server and the endpoint."
		if f.at.Region != "" && !knownRegion(f.at.Region) {
			p.Hint = fmt.Sprintf("%s is no region that tami knows%s", f.at.Region, perhaps(text.Nearest(f.at.Region, knownRegions())))
		}
	case errors.Is(f.err, syscall.ECONNREFUSED):
		p.Title = "nothing answers at " + host
		p.Hint = "Check the endpoint and whether its server runs."
	case errors.Is(f.err, syscall.ENETUNREACH), errors.Is(f.err, syscall.EHOSTUNREACH):
		p.Title = "no way to " + host
		p.Hint = "Check the network and the VPN."
	case tlsFailure(f.err):
		p.Title = "the connection to " + host + " is not trusted"
		p.Retry = false
		p.Hint = "Point AWS_CA_BUNDLE or ca_bundle at the certificate of the proxy or endpoint; an endpoint without TLS needs http:// in its address."
	case errors.Is(f.err, syscall.ECONNRESET), errors.Is(f.err, syscall.EPIPE), errors.Is(f.err, io.EOF),
		errors.Is(f.err, io.ErrUnexpectedEOF), errors.Is(f.err, net.ErrClosed):
		p.Title = "the connection to " + host + " was cut"
		p.Hint = "Ask again."
	case badAddress(f.err):
		p.Kind, p.Retry = ami.NotAWS, false
		p.Title = "the endpoint is no address of a server"
		p.Hint = "Addresses look like http://127.0.0.1:5000; look at --endpoint-url, AWS_ENDPOINT_URL and endpoint_url in the AWS config file."
	case errors.As(f.err, &endpoint) && endpoint.Op != "parse":
		p.Title = "the connection to " + host + " failed"
		p.Hint = "Ask again; check the network, the proxy and the endpoint."
	default:
		return nil
	}
	return p
}

// badAddress reports a configured endpoint that is no URL. The SDK gives it no
// type.
func badAddress(err error) bool {
	said := err.Error()
	return strings.Contains(said, "was not a valid URI") || strings.Contains(said, "Failed to parse uri")
}

func tlsFailure(err error) bool {
	var unknown x509.UnknownAuthorityError
	var wrongName x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verify *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	return errors.As(err, &unknown) || errors.As(err, &wrongName) || errors.As(err, &invalid) ||
		errors.As(err, &verify) || errors.As(err, &record) || errors.As(err, &alert) ||
		strings.Contains(err.Error(), "server gave HTTP response to HTTPS client")
}

// hostOf is the server that an error of the HTTP client is about.
func hostOf(err error) string {
	var e *url.Error
	if errors.As(err, &e) {
		if u, parseErr := url.Parse(e.URL); parseErr == nil && u.Host != "" {
			return orServer(u.Host)
		}
	}
	return "the server"
}

// orServer is a host name that may stand in a title of ours, which is not text
// that gets cleaned: what is no plain name is left to the cause.
func orServer(host string) string {
	for _, r := range host {
		if r <= ' ' || r > '~' {
			return "the server"
		}
	}
	if host == "" || len(host) > 100 {
		return "the server"
	}
	return host
}

// rootCause drops the wrappers that repeat what the title says.
func rootCause(err error) error {
	var e *url.Error
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}

// perhaps ends a sentence with the names that may have been meant.
func perhaps(names []string) string {
	if len(names) == 0 {
		return "."
	}
	return "; did you mean " + strings.Join(names, ", ") + "?"
}
