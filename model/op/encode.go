package op

import (
	"encoding/json"
	"fmt"

	"tami/model/ami"
)

// encoded is a call in a file: its operation's own name, and its fields.
type encoded struct {
	Call string          `json:"call"`
	With json.RawMessage `json:"with"`
}

// EncodeCall writes a call as JSON, for the journal.
func EncodeCall(c Call) ([]byte, error) {
	with, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	return json.Marshal(encoded{callName(c), with})
}

// DecodeCall reads what EncodeCall wrote. Its error names a call that this
// version of tami does not know.
func DecodeCall(b []byte) (Call, error) {
	var e encoded
	if err := json.Unmarshal(b, &e); err != nil {
		return nil, err
	}
	read, ok := decoders()[e.Call]
	if !ok {
		return nil, fmt.Errorf("the call %q is none that this tami knows; a newer one wrote it", e.Call)
	}
	c, err := read(e.With)
	if err != nil {
		return nil, fmt.Errorf("the call %q: %w", e.Call, err)
	}
	return c, nil
}

func callName(c Call) string { return fmt.Sprintf("%T", c)[len("op."):] }

// decoders reads each kind of call. A test holds it to the sum of calls.
func decoders() map[string]func([]byte) (Call, error) {
	return map[string]func([]byte) (Call, error){
		"DeregisterImage": decode[DeregisterImage], "RestoreImage": decode[RestoreImage], "RegisterImage": decode[RegisterImage],
		"DisableImage": decode[DisableImage], "EnableImage": decode[EnableImage],
		"EnableDeprecation": decode[EnableDeprecation], "DisableDeprecation": decode[DisableDeprecation],
		"EnableProtection": decode[EnableProtection], "DisableProtection": decode[DisableProtection],
		"ModifyDescription": decode[ModifyDescription],
		"DeleteSnapshot":    decode[DeleteSnapshot], "RestoreSnapshot": decode[RestoreSnapshot],
		"ModifySnapshotPermission": decode[ModifySnapshotPermission],
		"ModifyLaunchPermission":   decode[ModifyLaunchPermission], "CancelLaunchPermission": decode[CancelLaunchPermission],
		"CreateTags": decode[CreateTags], "DeleteTags": decode[DeleteTags],
		"CreateImage": decode[CreateImage], "CopyImage": decode[CopyImage],
		"CreateTemplateVersion": decode[CreateTemplateVersion], "DeleteTemplateVersion": decode[DeleteTemplateVersion], "SetDefaultVersion": decode[SetDefaultVersion],
		"StartRefresh": decode[StartRefresh], "CancelRefresh": decode[CancelRefresh], "RollbackRefresh": decode[RollbackRefresh],
		"UpdateGroup": decode[UpdateGroup], "CreateConfiguration": decode[CreateConfiguration],
		"PutParameter": decode[PutParameter], "ReplaceRoot": decode[ReplaceRoot],
		"RunInstances": decode[RunInstances], "TerminateInstances": decode[TerminateInstances],
		"CreateUsageReport": decode[CreateUsageReport], "DeleteUsageReport": decode[DeleteUsageReport],
	}
}

func decode[C Call](b []byte) (Call, error) {
	var c C
	err := json.Unmarshal(b, &c)
	return c, err
}

// storedStep is a step in a file.
type storedStep struct {
	ID      string
	After   []string `json:",omitempty"`
	Behind  []string `json:",omitempty"`
	At      ami.Where
	Account string
	Title   string
	Do      json.RawMessage
	Undo    storedUndo
}

type storedUndo struct {
	Grade Grade
	Why   string            `json:",omitempty"`
	Calls []json.RawMessage `json:",omitempty"`
}

// MarshalJSON implements json.Marshaler, for the journal.
func (s Step) MarshalJSON() ([]byte, error) {
	do, err := EncodeCall(s.Do)
	if err != nil {
		return nil, err
	}
	st := storedStep{s.ID, s.After, s.Behind, s.At, s.Account, s.Title, do, storedUndo{Grade: s.Undo.Grade, Why: s.Undo.Why}}
	for _, c := range s.Undo.Calls {
		b, err := EncodeCall(c)
		if err != nil {
			return nil, err
		}
		st.Undo.Calls = append(st.Undo.Calls, b)
	}
	return json.Marshal(st)
}

// UnmarshalJSON implements json.Unmarshaler.
func (s *Step) UnmarshalJSON(b []byte) error {
	var st storedStep
	if err := json.Unmarshal(b, &st); err != nil {
		return err
	}
	do, err := DecodeCall(st.Do)
	if err != nil {
		return err
	}
	*s = Step{ID: st.ID, After: st.After, Behind: st.Behind, At: st.At, Account: st.Account, Title: st.Title, Do: do, Undo: Undo{Grade: st.Undo.Grade, Why: st.Undo.Why}}
	for _, raw := range st.Undo.Calls {
		c, err := DecodeCall(raw)
		if err != nil {
			return err
		}
		s.Undo.Calls = append(s.Undo.Calls, c)
	}
	return nil
}
