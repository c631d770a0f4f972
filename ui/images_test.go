package ui_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"tami/awsclient/sim"
	"tami/model/ami"
)

// rested is longer than a cursor must rest before more is asked.
const rested = time.Second

func TestFirstFrameBeforeAnyAnswer(t *testing.T) {
	never := []sim.Fault{{Do: "hang"}}
	travel(t, options{faults: never}, func(j *journey) {
		j.Sees("tami", "1 us-east-1", "4 sa-east-1", "loading images of us-east-1", "/ to search")
	})
}

func TestEachRegionFillsByItself(t *testing.T) {
	late := []sim.Fault{{Service: "ec2", Action: "DescribeImages", Region: "eu-west-1", Do: "delay", Ms: 8000}}
	travel(t, options{w: 120, h: 40, faults: late, regions: []string{"us-east-1", "eu-west-1", "ap-southeast-2"}}, func(j *journey) {
		j.After(300*time.Millisecond).Sees("web-arm64-2026", "loading images of eu-west-1")
		j.Press("/").Type("payments").Sees("payments")
		j.Press("esc").After(8 * time.Second).Misses("loading")
	})
}

func TestARegionThatFailsSaysWhyAndCanBeAskedAgain(t *testing.T) {
	denied := []sim.Fault{{Service: "ec2", Action: "DescribeImages", Region: "eu-west-1", Times: 1, Do: "deny"}}
	travel(t, options{faults: denied}, func(j *journey) {
		j.Loaded().Sees("2 eu-west-1 ✕ not permitted", "web-arm64-2026")
		j.Press("2").Sees("ec2:DescribeImages", "r tries again")
		j.Press("r").Loaded().Misses("✕").Sees("web-arm64-2026")
		j.Press("!").Sees("Messages", "eu-west-1", "ec2:DescribeImages")
	})
}

func TestSearchNarrowsRanksAndClears(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.Loaded().Press("/").Type("web arm")
		s := j.Screen()
		for _, l := range strings.Split(s, "\n")[4:10] {
			if !strings.Contains(l, "web-arm64") {
				t.Errorf("the best matches are not first: %q", l)
			}
		}
		j.Press("enter").Sees("/ web arm", " of ")
		j.Press("esc").Sees("/ to search")
	})
}

func TestAFaultInTheSearchKeepsTheLastGoodResult(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.Loaded().Press("/").Type("payments stat")
		before := strings.Split(j.Screen(), "\n")[4]
		j.Type(":x").Sees(`"stat"`, "state")
		if after := strings.Split(j.Screen(), "\n")[4]; after != before {
			t.Errorf("the first row changed from %q to %q", before, after)
		}
	})
}

func TestCompletionOffersFieldsAndValues(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.Loaded().Press("/").Type("arc").Sees("arch:")
		j.Press("tab").Sees("/ arch:").Type("arm").Sees("arm64")
		j.Press("tab", "enter").Sees("/ arch:arm64").Misses("x86_64")
	})
}

func TestFilterSortMarksAndCursorSurviveARefresh(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("/").Type("web").Press("enter", "j", "space", "j", "o")
		before := j.After(rested).Screen()
		j.Press("r").Loaded()
		if after := j.Screen(); list(after) != list(before) {
			t.Errorf("a refresh changed the list from\n%s\nto\n%s", before, after)
		}
	})
}

// list is the rows of a screen, without the times of the answers and without
// the last line.
func list(screen string) string {
	var rows []string
	lines := strings.Split(screen, "\n")
	for _, l := range lines[:len(lines)-1] {
		if !strings.Contains(l, " of ") {
			rows = append(rows, l)
		}
	}
	return strings.Join(rows, "\n")
}

func TestMarksSayHowManyTheFilterHides(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.Loaded().Press("/").Type("web-arm64").Press("enter", "space", "space")
		j.Sees("2 marked").Misses("hidden by")
		j.Press("/", "ctrl+u").Type("payments").Press("enter").Sees("2 marked, 2 hidden by the filter")
	})
}

func TestMarkAllMarksWhatIsScrolledOff(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.Loaded().Press("/").Type("web-arm64").Press("enter", "*")
		s := j.Screen()
		n := strings.TrimSpace(strings.Split(s[strings.Index(s, "/ web-arm64")+12:], " ")[0])
		if !strings.Contains(s, " marked") || n == "0" {
			t.Errorf("nothing is marked:\n%s", s)
		}
		j.Press("*").Misses("marked")
	})
}

// No ID is torn apart, however narrow the terminal is.
func TestACompareKeepsIDsWhole(t *testing.T) {
	for _, w := range []int{40, 60, 65, 66, 67, 80} {
		travel(t, options{w: w, h: 24, regions: []string{"us-east-1"}}, func(j *journey) {
			j.Loaded().Press("space", "down", "space", "=").Sees("Compare", "ImageId")
			if ids := regexp.MustCompile(`ami-[0-9a-f]{17}\b`).FindAllString(j.Screen(), -1); len(ids) < 2 {
				t.Errorf("at %d columns these IDs are whole: %v\n%s", w, ids, j.Screen())
			}
		})
	}
}

func TestCompareShowsWhatDiffersFirst(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("=").Sees("Mark two images")
		j.Press("/").Type("web-arm64-2026.11.1").Press("enter", "space", "space", "=").After(rested)
		j.Sees("Compare", "Description", "deploy:health", "left out").Misses("Architecture")
		j.Press("space").Sees("Architecture", "everything is shown")
		j.Press("esc").Sees("2 marked")
	})
}

func TestTheMergedListNamesTheRegion(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("0").Sees("REGION", "us-east-1", "eu-west-1")
		j.Press("enter").After(rested).Sees("1 Overview")
	})
}

func TestBackLeavesOneThingAtATime(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.Loaded().Press("/").Type("web").Press("enter", "enter").Sees("1 Overview")
		j.Press("q").Sees("/ web")
		j.Press("q").Sees("/ to search")
		j.Press("esc").Sees("/ to search")
		if j.Ended() {
			t.Fatal("esc left tami")
		}
		j.Press("q")
		if !j.Ended() {
			t.Error("q on the first screen does not leave tami")
		}
	})
}

func TestCtrlCLeavesFromAnywhere(t *testing.T) {
	for _, keys := range [][]string{{}, {"/"}, {"enter"}, {":"}, {"?"}, {"x"}} {
		travel(t, options{}, func(j *journey) {
			j.Loaded().Press(keys...).Press("ctrl+c")
			if !j.Ended() {
				t.Errorf("after %v ctrl+c does not leave", keys)
			}
		})
	}
}

func TestTheDetailsOfAnImage(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("/").Type("payments-v57").Press("enter", "enter").After(rested)
		j.Sees("What it is", "ImageId", "Architecture", "OwnerId", "this account")
		j.Press("2").After(rested).Sees("DEVICE", "SNAPSHOT", "written", "root")
		j.Press("3").After(rested).Sees("Who may launch it", "222233334444", "Who may copy its snapshots", "not checked: Allowed AMIs")
		j.Press("4").After(rested).Sees("payments: ", "VERSION", "eu-west-1", "●", "Made from")
		j.Press("5").After(rested).Sees("Not checked", "fleets, Batch, EKS and CloudFormation")
		j.Press("6").After(rested).Sees("keeping it costs up to $", "up to, binned", "AWS price list")
		j.Press("7").Sees("KEY", "VALUE")
		j.Press("8").Sees(`"ImageId"`, `"BlockDeviceMappings"`)
	})
}

func TestWhatUsesAnImageNamesWhatWasNotChecked(t *testing.T) {
	denied := []sim.Fault{{Service: "autoscaling", Do: "deny"}}
	travel(t, options{w: 120, h: 40, regions: []string{"us-east-1"}, faults: denied}, func(j *journey) {
		j.Loaded().Press("/").Type("'2026.11.19 web-arm64").Press("enter", "w").After(rested)
		j.Sees("used by 6 instances", "launch template", "/ami/web", "Auto Scaling groups: not permitted", "autoscaling:DescribeAutoScalingGroups")
	})
}

func TestFamiliesShowWhichRegionLacksTheNewest(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("v").Sees("FAMILY", "web-arm64", "sa-east-1", "lacks it")
		for _, l := range strings.Split(j.Screen(), "\n") {
			if strings.Contains(l, " web-arm64 ") && (strings.Count(l, "●") != 1 || strings.Count(l, "—") != 3) {
				t.Errorf("the newest web-arm64 is in one region of four, the screen says %q", l)
			}
		}
		j.Press("enter").After(rested).Sees("▸4 Versions", "VERSION")
	})
}

func TestAPropertyIsExplainedBesideItsValue(t *testing.T) {
	travel(t, options{w: 120, h: 40}, func(j *journey) {
		j.Loaded().Press("/").Type("payments-v57").Press("enter", "enter").After(rested).Press("e").Sees("why", "change", "aws ec2 describe-images")
		for n := 0; n < 40 && !strings.Contains(j.Screen(), "Boot mode"); n++ {
			j.Press("j")
		}
		j.Sees("Boot mode", "here").Press("e").Misses("aws ec2 describe-images")
		j.Press("2").Sees("e explain").Press("e").Sees("At termination", "why").Press("8").Sees("e explain")
	})
}

func TestLearnIsReadAndSearched(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.Loaded().Press(":").Type("learn").Press("enter").Sees("Lessons", "1  ")
		j.Press("/").Type("recycle bin").Press("enter").Sees("Recycle Bin", "of")
	})
}

func TestPasteFillsTheBoxAndConfirmsNothing(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.Loaded().Press("/").Paste("web-arm64\n\x1b[31m").Sees("/ web-arm64").Misses("Overview")
	})
}

func TestOthersImages(t *testing.T) {
	travel(t, options{w: 120, h: 40, from: ami.Source{Kind: ami.Amazon}, regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().Sees("amazon verified")
	})
	travel(t, options{w: 120, h: 40, regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().Press("f").Type("amaz").Press("enter").Loaded().Sees("· amazon", "amazon verified")
	})
}

func TestImagesOfOneAccountByTypingIt(t *testing.T) {
	travel(t, options{w: 120, h: 40, regions: []string{"us-east-1"}}, func(j *journey) {
		j.Loaded().Press("f").Type("09972010947").Sees("12-digit account ID")
		j.Type("7").Sees("account 099720109477").Press("enter").Loaded().Sees("· 099720109477", "ubuntu")
	})
}

func TestExportWritesWhatIsShown(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.Loaded().Press("/").Type("payments").Press("enter", "x", "enter").Sees("Exported")
		if csv := j.saved["tami-images.csv"]; !strings.HasPrefix(csv, "Name,ImageId,") || !strings.Contains(csv, "payments") {
			t.Errorf("saved %q", j.saved)
		}
		j.Press("x", "ctrl+u").Type("list.txt").Press("enter").Sees(".csv or .json")
		j.Press("ctrl+u").Type("list.json").Press("enter").Sees("list.json")
		if !strings.HasPrefix(j.saved["list.json"], "[\n{") {
			t.Errorf("saved %.80q", j.saved["list.json"])
		}
	})
}

func TestATerminalTooSmallSaysSo(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.Resize(10, 3).Sees("too small:", "40x12")
		j.Resize(0, 0)
		j.Resize(1, 1)
		j.Resize(80, 24).Loaded().Sees("us-east-1")
	})
}

func TestIdleAsksForNoTimer(t *testing.T) {
	travel(t, options{}, func(j *journey) {
		j.Loaded().After(rested)
		if n := j.messages(time.Hour); n != 0 {
			t.Errorf("%d messages in an idle hour", n)
		}
	})
}
