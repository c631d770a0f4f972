package sim

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"maps"
	"strings"
	"sync"
	"time"
)

func stsOperations() map[string]operation {
	return map[string]operation{
		"AssumeRole":        changes(assumeRole),
		"GetCallerIdentity": reads(callerIdentity),
	}
}

// session is what temporary credentials stand for.
type session struct {
	account string
	arn     string
	expires time.Time
}

// sessions remembers temporary credentials by access key.
type sessions struct {
	mu    sync.Mutex
	keys  map[string]session
	codes map[string]bool // of MFA devices, which are good for once
}

// spend reports a code of an MFA device that was not used yet, and uses it.
func (s *sessions) spend(serial, code string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(code) != 6 || strings.Trim(code, "0123456789") != "" || s.codes[serial+" "+code] {
		return false
	}
	if s.codes == nil {
		s.codes = map[string]bool{}
	}
	s.codes[serial+" "+code] = true
	return true
}

// find tells whose an access key is. A key that was never given out is the
// account's own: signatures are not checked.
func (s *sessions) find(accessKey string, now time.Time) (found session, known, live bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found, known = s.keys[accessKey]
	return found, known, now.Before(found.expires)
}

// add remembers a session, and forgets those that ended long ago.
func (s *sessions) add(accessKey string, granted session, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.DeleteFunc(s.keys, func(_ string, old session) bool { return now.Sub(old.expires) > sessionRemembered })
	if s.keys == nil {
		s.keys = map[string]session{}
	}
	s.keys[accessKey] = granted
}

// sessionRemembered is how long ended credentials are told from unknown ones.
const sessionRemembered = 24 * time.Hour

type callerIdentityInput struct{}

type callerIdentityResult struct {
	Arn     string
	UserId  string
	Account string
}

func callerIdentity(c *call, _ *callerIdentityInput) (callerIdentityResult, error) {
	return callerIdentityResult{Arn: c.callerARN, UserId: "AIDASIMULATEDACCOUNT1", Account: c.caller}, nil
}

type assumeRoleInput struct {
	RoleArn         string
	RoleSessionName string
	DurationSeconds *int
	SerialNumber    string
	TokenCode       string
}

type assumeRoleResult struct {
	Credentials     temporaryCredentials
	AssumedRoleUser assumedRoleUser
}

type temporaryCredentials struct {
	AccessKeyId     string
	SecretAccessKey string
	SessionToken    string
	Expiration      string `wire:",time"`
}

type assumedRoleUser struct {
	AssumedRoleId string
	Arn           string
}

// assumeRole gives credentials of the role's account, which may be another one:
// it sees what is shared with it, and owns what the seed says it owns.
func assumeRole(c *call, in *assumeRoleInput) (func() assumeRoleResult, error) {
	account, role, ok := parseRoleARN(in.RoleArn)
	life := time.Hour
	if in.DurationSeconds != nil {
		life = time.Duration(*in.DurationSeconds) * time.Second
	}
	switch {
	case !ok:
		return nil, refuse("ValidationError", "%s is invalid", in.RoleArn)
	case len(in.RoleSessionName) < 2 || len(in.RoleSessionName) > 64:
		return nil, refuse("ValidationError", "The role session name must have 2 to 64 characters")
	case life < 15*time.Minute || life > 12*time.Hour:
		return nil, refuse("ValidationError", "The requested DurationSeconds must be between 900 and 43200")
	case in.SerialNumber != "" && !c.account.sessions.spend(in.SerialNumber, in.TokenCode):
		return nil, forbid("AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code.")
	}
	return func() assumeRoleResult {
		arn := fmt.Sprintf("arn:aws:sts::%s:assumed-role/%s/%s", account, role, in.RoleSessionName)
		sum := sha256.Sum256([]byte(c.account.newID(arn)))
		secret := base32.StdEncoding.EncodeToString(sum[:])
		key := "ASIA" + secret[:16]
		expires := c.now.Add(life)
		c.account.sessions.add(key, session{account, arn, expires}, c.now)
		c.account.openAccount(account)
		return assumeRoleResult{
			Credentials:     temporaryCredentials{key, secret[:40], "simulated-" + secret, expires.UTC().Format(time.RFC3339)},
			AssumedRoleUser: assumedRoleUser{"AROASIMULATEDROLE0001:" + in.RoleSessionName, arn},
		}
	}, nil
}

// parseRoleARN parts arn:aws:iam::ACCOUNT:role/PATH/NAME.
func parseRoleARN(arn string) (account, role string, ok bool) {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || parts[2] != "iam" || !isAccountID(parts[4]) {
		return "", "", false
	}
	path, ok := strings.CutPrefix(parts[5], "role/")
	return parts[4], path[strings.LastIndex(path, "/")+1:], ok && path != ""
}

// openAccount gives an account its own shelves in every open region. The caller
// holds the lock.
func (a *Account) openAccount(account string) {
	for name := range a.regions {
		if a.held[heldBy{account, name}] == nil {
			a.held[heldBy{account, name}] = newHoldings()
		}
	}
}
