package sim

import (
	"net/http"
)

// ec2Query is the protocol of EC2 alone: lists without "member", element names
// in lower camel case, and an error document of its own.
type ec2Query struct{ xml *xmlWriter }

const ec2Namespace = "http://ec2.amazonaws.com/doc/2016-11-15/"

func (p ec2Query) read(r *http.Request, body []byte) (request, error) {
	f, err := readForm(r, body)
	if err != nil {
		return request{}, err
	}
	in := request{action: f.text("Action"), essence: f.essence}
	dry := struct{ DryRun bool }{}
	dryErr := formReader{}.fill(f, &dry)
	in.dryRun = dry.DryRun
	in.narrowed = f.children["MaxResults"] != nil || f.children["Filter"] != nil
	in.bind = func(into any) error {
		if dryErr != nil {
			return dryErr
		}
		if err := (formReader{}).fill(f, into); err != nil {
			return err
		}
		if name := f.unread(""); name != "" {
			return refuse("UnknownParameter", "The parameter %s is not recognized", name)
		}
		return nil
	}
	return in, nil
}

func (p ec2Query) result(c *call, out any) reply {
	return reply{http.StatusOK, "text/xml;charset=UTF-8", p.xml.compose(func(b []byte) []byte {
		b = append(b, xmlHeader+"<"+c.action+`Response xmlns="`+ec2Namespace+`"><requestId>`+c.requestID+"</requestId>"...)
		b = p.xml.append(b, out)
		return append(b, "</"+c.action+"Response>"...)
	}), nil, false}
}

func (p ec2Query) failure(f *failure, requestID string) reply {
	b := []byte(xmlHeader + "<Response><Errors><Error><Code>" + f.code + "</Code><Message>")
	b = appendEscaped(b, f.message)
	b = append(b, "</Message></Error></Errors><RequestID>"+requestID+"</RequestID></Response>"...)
	return reply{f.status, "text/xml;charset=UTF-8", b, nil, false}
}

func (ec2Query) unknownAction(action string) *failure {
	if action == "" {
		return missingParameter("Action")
	}
	return refuse("InvalidAction", "The action %s is not valid for this web service.", action)
}

func (ec2Query) throttled() *failure {
	return &failure{"RequestLimitExceeded", "Request limit exceeded.", http.StatusServiceUnavailable, ""}
}

func (ec2Query) expired() *failure {
	return refuse("RequestExpired", "Request has expired.")
}

func (ec2Query) denied(who, what string) *failure {
	return forbid("UnauthorizedOperation", "You are not authorized to perform this operation. %s", notAuthorized(who, what))
}

func (ec2Query) unsigned() *failure { return notValidated() }

func (ec2Query) unknownCredential() *failure { return notValidated() }

func (ec2Query) skewed() *failure {
	return notValidated()
}
