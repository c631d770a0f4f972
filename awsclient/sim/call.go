package sim

import (
	"maps"
	"net/http"
	"strconv"
	"time"
)

// call is one request on its way through the simulator.
type call struct {
	account   *Account
	service   *service
	action    string
	place     *region   // the images and snapshots of the request's region, whoever owns them
	own       *holdings // what the caller has in that region besides
	caller    string    // the account ID of who asks
	callerARN string
	now       time.Time
	requestID string
	request   request
}

// request is what a protocol has read of an HTTP request.
type request struct {
	action string
	dryRun bool
	// narrowed says that a page or a filter is named.
	narrowed bool
	// bind fills a pointer to a struct with the parameters.
	bind func(into any) error
	// essence is the request without its page size and token: what a page token
	// is good for.
	essence func() string
}

// reply is a finished HTTP answer.
type reply struct {
	status      int
	contentType string
	body        []byte
	more        http.Header // what only some services say in headers
	trickles    bool        // it comes a byte a second
}

// header gives the HTTP headers of the answer. Clients correct their clock by
// the date, so it is the account's.
func (r reply) header(now time.Time) http.Header {
	h := http.Header{
		"Content-Type":   {r.contentType},
		"Content-Length": {strconv.Itoa(len(r.body))},
		"Date":           {now.UTC().Format(http.TimeFormat)},
	}
	maps.Copy(h, r.more)
	return h
}

// protocol is how one family of services reads requests and writes answers.
type protocol interface {
	read(r *http.Request, body []byte) (request, error)
	result(c *call, out any) reply
	failure(f *failure, requestID string) reply
	// unknownAction is the error for an action that the service does not have.
	unknownAction(action string) *failure
	refusals
}

// refusals are the errors that every service has and each words in its own way.
type refusals interface {
	throttled() *failure
	expired() *failure
	denied(who, what string) *failure
	unsigned() *failure
	unknownCredential() *failure
	// skewed is said of a signature for another time than now.
	skewed() *failure
}

// service is one AWS service: its name in signatures, its protocol, its operations.
type service struct {
	name       string
	iamPrefix  string
	protocol   protocol
	operations map[string]operation
}

// operation is one action of a service.
type operation struct {
	changes bool
	run     func(c *call) (any, error)
}

// reads makes an operation that changes nothing.
func reads[In, Out any](f func(*call, *In) (Out, error)) operation {
	return operation{run: func(c *call) (any, error) {
		in := new(In)
		if err := c.request.bind(in); err != nil {
			return nil, err
		}
		out, err := f(c, in)
		if err == nil && c.request.dryRun {
			return nil, dryRunPassed()
		}
		return out, err
	}}
}

// changes makes an operation in two halves: f checks the request and returns the
// change, which a dry run leaves undone. Nothing may be changed before f returns.
func changes[In, Out any](f func(*call, *In) (change func() Out, err error)) operation {
	return operation{changes: true, run: func(c *call) (any, error) {
		in := new(In)
		if err := c.request.bind(in); err != nil {
			return nil, err
		}
		change, err := f(c, in)
		switch {
		case err != nil:
			return nil, err
		case c.request.dryRun:
			return nil, dryRunPassed()
		default:
			return change(), nil
		}
	}}
}

// services lists every service the simulator answers for.
func services() []*service {
	ec2 := newXMLWriter(dialect{item: "item", tagged: true})
	query := newXMLWriter(dialect{item: "member"})
	return []*service{
		{"ec2", "ec2", ec2Query{ec2}, ec2Operations()},
		{"sts", "sts", awsQuery{query, "https://sts.amazonaws.com/doc/2011-06-15/"}, stsOperations()},
		{"autoscaling", "autoscaling", awsQuery{query, "http://autoscaling.amazonaws.com/doc/2011-01-01/"}, autoScalingOperations()},
		{"ssm", "ssm", awsJSON{"AmazonSSM"}, ssmOperations()},
		{"ebs", "ebs", ebsProtocol(), ebsOperations()},
		{"rbin", "rbin", rbinProtocol(), rbinOperations()},
		{"pricing", "pricing", pricingProtocol(), pricingOperations()},
		{"kms", "kms", kmsProtocol(), kmsOperations()},
	}
}
