package ui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestFormTakesWhatIsOffered fills a launch in without an ID being typed: the
// arrow takes the first value that is offered, a list shows all of them with
// what a type has and the reason why another cannot be had, and every field is
// explained.
func TestFormTakesWhatIsOffered(t *testing.T) {
	travel(t, options{w: 110, h: 40}, func(j *journey) {
		j.web(plainImage).Press("L").After(read).Sees("Instance type")
		j.Type("t4g").Press("right").Sees("Instance type        t4g.nano")
		j.Press("left", "left", "right").Press("ctrl+u").Misses("t4g.nano\n")
		j.Press("ctrl+o").Sees("╭─ Instance type").Type("m5.large").Sees("8   ≤ 12.5 Gb/s  0.0960", "runs x86_64")
		j.Press("enter").Sees("Not this one: the image is made for arm64")
		j.Press("ctrl+o").Type("t4gmicro").Press("enter").Sees("Instance type        t4g.micro")
		j.Press("alt+e").Sees("24 rules are held")
		j.Press("esc", "tab", "tab", "right").Sees("Subnet               subnet-")
		j.Press("tab", "right").Sees("Security groups      sg-")
		j.Press("tab", "ctrl+o").Sees("╭─ Key pair", "ops-2026").Press("esc").Type("ci").Press("right").Sees("Key pair             ci-deploy")
		j.Press("alt+e").Sees("whoever has the private half gets on").Press("esc")
		j.Press("enter").After(read).Sees("1 × t4g.micro", "ssh -i ci-deploy.pem")
	})
}

// TestFormRemembersTheLastTime fills a form in with what it held when it was run
// last, in another session too, but for what cannot be had any more.
func TestFormRemembersTheLastTime(t *testing.T) {
	folder := t.TempDir()
	travel(t, options{w: 110, h: 40, journal: folder}, func(j *journey) {
		j.web(plainImage).Press("L").After(read).Type("t4g.small").Press("tab", "tab", "right", "tab", "tab").Type("ops-2026").Press("tab", "tab").Press("enter").After(read)
		j.Press("enter").After(2 * time.Minute).Sees("✓ Done")
	})
	travel(t, options{w: 110, h: 40, journal: folder}, func(j *journey) {
		j.web(plainImage).Press("L").After(read).Sees("Instance type        t4g.small", "Subnet               subnet-", "Key pair             ops-2026", "this is from the last time")
		j.Type("t4g.mi").Sees("Instance type        t4g.mi")
		j.Press("esc", "esc").Type("/name:ci-runner-20261120").Press("enter").After(time.Second).Press("L").After(read)
		j.Sees("Key pair             ops-2026").Misses("t4g.small") // it is for the other architecture
	})
}

// TestFormsLookAsAgreed: the forms that make something, empty, in the middle and
// with something wrong.
func TestFormsLookAsAgreed(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		travel(t, options{w: size[0], h: size[1]}, func(j *journey) {
			look := func(name string) {
				t.Helper()
				golden(t, fmt.Sprintf("form-%s-%dx%d", name, size[0], size[1]), j.Screen())
			}
			j.web(plainImage).Press("L").After(read)
			look("launch")
			j.Type("t3.mi").Press("right", "tab", "tab", "tab")
			look("launch-filled")
			j.Press("shift+tab", "shift+tab", "shift+tab", "ctrl+u", "ctrl+o").Type("8 GiB").After(read)
			look("launch-types")
			j.Press("esc", "alt+e")
			look("launch-explained")
			j.Press("esc", "esc", "esc", "i").After(time.Second).Press("N").After(time.Second)
			look("create-image")
			j.Press("ctrl+u").Type("ab").Press("enter")
			look("create-image-wrong")
			j.Press("esc", "esc").web("api-20261120-731").Press("C").After(read)
			look("copy")
			j.Type("ap-s").Press("right").Type("eu").Press("tab", "tab", "tab").Type("eu-west-1=alias/nobody us-west-2=x").Press("enter").After(read)
			look("copy-wrong")
		})
	}
}

// TestFormTakesFiguresAndScriptsAsTheyAreMeant: a figure is typed over the one
// that stands there and not behind it, and a script that is pasted stays what it
// was, or is refused whole.
func TestFormTakesFiguresAndScriptsAsTheyAreMeant(t *testing.T) {
	travel(t, options{w: 110, h: 40}, func(j *journey) {
		script := "#!/bin/sh\nprintf 'a\\n' >made\n\techo done\r\n"
		j.web(plainImage).Press("L").After(read).Type("t4g.micro").Press("tab").Type("2").Sees("How many             2 ").Type("0").Sees("How many             20 ")
		j.Press("backspace", "backspace").Sees("How many             1 ").Press("tab", "shift+tab").Type("3").Sees("How many             3 ")
		j.Press("tab", "tab", "tab", "tab", "tab").Paste("#!/bin/sh\n" + strings.Repeat("# padding\n", 60)).Sees("What was pasted is too long for the field (610 bytes): save it to a file and give its name")
		j.Paste(script).Press("enter").After(read).Sees("as 3 × t4g.micro", fmt.Sprintf("The user data has %d bytes", len(strings.TrimRight(script, "\r\n"))))
	})
}

// TestWhatWasFilledInIsKept when a form is left, for the same images in the same
// session, until it is cleared or the change is made; other images have forms of
// their own.
func TestWhatWasFilledInIsKept(t *testing.T) {
	const kept = "What was filled in before stands here again; ctrl+r clears it."
	travel(t, options{w: 100, h: 40}, func(j *journey) {
		j.web(plainImage).Press("L").After(read).Misses(kept).Press("esc").Misses("is kept")
		j.Press("L").After(read).Misses(kept).Type("t4g.micro").Press("tab").Type("3").Press("esc").Sees("What was filled in is kept")
		j.Press("L").After(read).Sees(kept, "Instance type        t4g.micro", "How many             3")
		j.Press("esc").web("api-20261120-731").Press("L").After(read).Misses(kept, "t4g.micro ", "How many             3").Press("esc")
		j.web(plainImage).Press("C").After(read).Misses(kept).Type("eu-west-1").Press("esc").Press("C").After(read).Sees(kept, "eu-west-1").Press("ctrl+r").Misses(kept).Press("esc").Misses("is kept")
		j.Press("L").After(read).Sees(kept).Press("ctrl+r").Misses(kept, "How many             3").Press("esc")
		j.Press("L").After(read).Misses(kept).Type("t4g.micro").Press("enter").After(read).Press("enter").After(2 * time.Minute).Sees("✓ Done").Press("esc")
		j.Press("L").After(read).Misses(kept).Press("esc")
		j.Press("i").After(time.Second).Press("N").After(time.Second).Misses(kept).Press("tab").Type("for later").Press("esc").Press("N").After(time.Second).Sees(kept, "for later")
	})
}
