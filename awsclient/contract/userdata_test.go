package contract

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tami/awsclient/sim"
	"tami/model"
	"tami/model/op"
)

// TestUserDataOfALaunchConfigurationIsHandedOnUnseen makes one launch
// configuration from another: the new one has the user data, and nothing that
// is shown or written down has.
func TestUserDataOfALaunchConfigurationIsHandedOnUnseen(t *testing.T) {
	secret := base64.StdEncoding.EncodeToString([]byte("#!/bin/sh\npassword=hunter2\n"))
	bubble(t, "user data", func(t *testing.T) {
		seed := sim.Demo(time.Now())
		configurations := seed.Regions[here().Region].LaunchConfigurations
		for i := range configurations {
			configurations[i].UserData = secret
		}
		st := staged(t, seed)
		plan := rollbackOf(t, st, "ci-runner", nil)
		run := st.run(t, plan)
		if run.Result() != op.AllDone {
			t.Fatalf("%+v", run.Outcomes)
		}
		with := 0
		after := st.Capture().Regions[here().Region].LaunchConfigurations
		for _, c := range after {
			if c.UserData == secret {
				with++
			}
		}
		if with != len(configurations)+1 || len(after) != with {
			t.Errorf("%d of %d launch configurations have the user data", with, len(after))
		}
		raw, err := os.ReadFile(filepath.Join(st.folder, run.ID+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		var runs model.Runs
		runs.Learn([]op.Run{run})
		for what, text := range map[string]string{"journal": string(raw), "script": op.Script(plan), "plan": op.Plain(plan), "receipt": runs.Incident(&run)} {
			if text == "" || strings.Contains(text, secret[:24]) || strings.Contains(text, "hunter2") {
				t.Errorf("the %s: %s", what, text)
			}
		}
	})
}
