package sim

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

// How long what IAM Identity Center hands out is good for.
const (
	deviceCodeLife = 10 * time.Minute
	accessLife     = 8 * time.Hour
	roleLife       = time.Hour
	devicePause    = 5 // seconds between two questions whether somebody signed in
)

// signIns is what IAM Identity Center knows: devices that wait for somebody to
// sign in, and the tokens of those who did. Its requests carry no signature.
type signIns struct {
	mu      sync.Mutex
	devices map[string]*device // by device code
	tokens  map[string]time.Time
	granted int
}

// device is a program that waits for somebody to sign in with its code.
type device struct {
	userCode string
	startURL string
	client   string
	ends     time.Time
	asked    time.Time
	approved bool
	denied   bool
}

// ApproveDevice signs in whoever waits with a user code, as somebody does in a
// browser. It reports whether anybody does.
func (a *Account) ApproveDevice(userCode string) bool {
	return a.settleDevice(userCode, func(d *device) { d.approved = true })
}

// DenyDevice turns away whoever waits with a user code.
func (a *Account) DenyDevice(userCode string) bool {
	return a.settleDevice(userCode, func(d *device) { d.denied = true })
}

func (a *Account) settleDevice(userCode string, settle func(*device)) bool {
	a.signIns.mu.Lock()
	defer a.signIns.mu.Unlock()
	for _, d := range a.signIns.devices {
		if d.userCode == userCode && a.clock().Before(d.ends) {
			settle(d)
			return true
		}
	}
	return false
}

// EndSessions ends every session there is: tokens of IAM Identity Center and
// temporary credentials are refused from now on.
func (a *Account) EndSessions() {
	a.signIns.mu.Lock()
	clear(a.signIns.tokens)
	a.signIns.mu.Unlock()
	a.sessions.mu.Lock()
	defer a.sessions.mu.Unlock()
	for key, s := range a.sessions.keys {
		s.expires = a.clock()
		a.sessions.keys[key] = s
	}
}

// SignIns is how often somebody signed in to IAM Identity Center.
func (a *Account) SignIns() int {
	a.signIns.mu.Lock()
	defer a.signIns.mu.Unlock()
	return a.signIns.granted
}

// signIn answers what is asked of IAM Identity Center, when it is that.
func (a *Account) signIn(r *http.Request, body []byte) (reply, bool) {
	switch r.Method + " " + r.URL.Path {
	case "POST /client/register":
		return a.registerClient(body), true
	case "POST /device_authorization":
		return a.startDevice(r, body), true
	case "POST /token":
		return a.createToken(body), true
	case "GET /federation/credentials":
		return a.roleCredentials(r), true
	case "GET /device":
		if !a.ApproveDevice(r.URL.Query().Get("user_code")) {
			return plain(http.StatusNotFound, "Nobody waits with this code."), true
		}
		return plain(http.StatusOK, "Signed in. Go back to the terminal."), true
	}
	return reply{}, false
}

func (a *Account) registerClient(body []byte) reply {
	in := struct{ ClientName, ClientType string }{}
	if err := json.Unmarshal(body, &in); err != nil || in.ClientName == "" || in.ClientType != "public" {
		return signInRefused("InvalidRequestException", "invalid_request", http.StatusBadRequest)
	}
	now := a.clock()
	return inJSON(map[string]any{"clientId": a.secretOf("client"), "clientSecret": a.secretOf("secret"),
		"clientIdIssuedAt": now.Unix(), "clientSecretExpiresAt": now.Add(90 * 24 * time.Hour).Unix()})
}

func (a *Account) startDevice(r *http.Request, body []byte) reply {
	in := struct{ ClientId, ClientSecret, StartUrl string }{}
	if err := json.Unmarshal(body, &in); err != nil || in.ClientId == "" || !strings.HasPrefix(in.StartUrl, "http") {
		return signInRefused("InvalidRequestException", "invalid_request", http.StatusBadRequest)
	}
	code := strings.ToUpper(a.secretOf("code")[:8])
	d := &device{userCode: code[:4] + "-" + code[4:], startURL: in.StartUrl, client: in.ClientId, ends: a.clock().Add(deviceCodeLife)}
	key := a.secretOf("device")
	a.signIns.mu.Lock()
	if a.signIns.devices == nil {
		a.signIns.devices = map[string]*device{}
	}
	a.signIns.devices[key] = d
	a.signIns.mu.Unlock()
	page := "http://" + r.Host + "/device"
	return inJSON(map[string]any{"deviceCode": key, "userCode": d.userCode, "verificationUri": page,
		"verificationUriComplete": page + "?user_code=" + d.userCode, "expiresIn": int(deviceCodeLife.Seconds()), "interval": devicePause})
}

func (a *Account) createToken(body []byte) reply {
	in := struct{ ClientId, GrantType, DeviceCode string }{}
	if err := json.Unmarshal(body, &in); err != nil || in.GrantType != "urn:ietf:params:oauth:grant-type:device_code" {
		return signInRefused("UnsupportedGrantTypeException", "unsupported_grant_type", http.StatusBadRequest)
	}
	now := a.clock()
	a.signIns.mu.Lock()
	defer a.signIns.mu.Unlock()
	d := a.signIns.devices[in.DeviceCode]
	switch {
	case d == nil || d.client != in.ClientId:
		return signInRefused("InvalidGrantException", "invalid_grant", http.StatusBadRequest)
	case d.denied:
		return signInRefused("AccessDeniedException", "access_denied", http.StatusBadRequest)
	case !now.Before(d.ends):
		return signInRefused("ExpiredTokenException", "expired_token", http.StatusBadRequest)
	case now.Sub(d.asked) < devicePause*time.Second:
		d.asked = now
		return signInRefused("SlowDownException", "slow_down", http.StatusBadRequest)
	}
	d.asked = now
	if !d.approved {
		return signInRefused("AuthorizationPendingException", "authorization_pending", http.StatusBadRequest)
	}
	delete(a.signIns.devices, in.DeviceCode)
	token := a.secretOf("token")
	if a.signIns.tokens == nil {
		a.signIns.tokens = map[string]time.Time{}
	}
	a.signIns.tokens[token] = now.Add(accessLife)
	a.signIns.granted++
	return inJSON(map[string]any{"accessToken": token, "tokenType": "Bearer", "expiresIn": int(accessLife.Seconds())})
}

func (a *Account) roleCredentials(r *http.Request) reply {
	now := a.clock()
	a.signIns.mu.Lock()
	ends, known := a.signIns.tokens[r.Header.Get("X-Amz-Sso_bearer_token")]
	a.signIns.mu.Unlock()
	if !known || !now.Before(ends) {
		return signInRefused("UnauthorizedException", "Session token not found or invalid", http.StatusUnauthorized)
	}
	account, role := r.URL.Query().Get("account_id"), r.URL.Query().Get("role_name")
	if !isAccountID(account) || role == "" {
		return signInRefused("ForbiddenException", "No access", http.StatusForbidden)
	}
	secret := strings.ToUpper(a.secretOf("role"))
	key, expires := "ASIA"+secret[:16], now.Add(roleLife)
	a.sessions.add(key, session{account, fmt.Sprintf("arn:aws:sts::%s:assumed-role/AWSReservedSSO_%s/tami", account, role), expires}, now)
	a.mu.Lock()
	a.openAccount(account)
	a.mu.Unlock()
	return inJSON(map[string]any{"roleCredentials": map[string]any{
		"accessKeyId": key, "secretAccessKey": secret[:40], "sessionToken": "simulated-" + secret, "expiration": expires.UnixMilli()}})
}

// secretOf makes something nobody can guess from what was made before.
func (a *Account) secretOf(what string) string {
	sum := sha256.Sum256([]byte(a.newID(what)))
	return hex.EncodeToString(sum[:])
}

func inJSON(out map[string]any) reply {
	text, _ := json.Marshal(out) // strings and numbers always have a JSON form
	return reply{http.StatusOK, "application/json", text, nil, false}
}

func signInRefused(code, said string, status int) reply {
	text, _ := json.Marshal(map[string]string{"error": said, "error_description": said, "message": said})
	return reply{status, "application/json", text, http.Header{"X-Amzn-Errortype": {code}}, false}
}
