package op

import (
	"fmt"
	"time"

	"tami/model/ami"
)

// imageUsageReport has EC2 count the use that other accounts make of images:
// there is no other way for an owner to know.
func imageUsageReport() Action {
	return Action{
		ID: "image.usagereport", Word: "usage-report", Title: "Report the use by other accounts", On: OnImages, Many: true, Risk: Safe,
		Help: "Have EC2 count how often other accounts use images; it costs nothing and is kept for 30 days.",
		Why:  notReportable, Needs: usageReportNeeds, Fields: noFields, Plan: planUsageReport,
	}
}

// notReportable is why EC2 makes no report on an image.
func notReportable(f Facts, t Target) string {
	if why := notOurs(f, t); why != "" {
		return why
	}
	if list, ok := answered[ami.UsageReportList](f, ami.UsageReports{Where: t.At, ImageID: t.ID}); ok {
		for _, r := range list.List {
			if r.State.String() == "pending" {
				return "a usage report on it is being made"
			}
		}
	}
	return ""
}

func usageReportNeeds(r Request, f Facts) []ami.Need {
	needs := imageNeeds(r, f)
	ours(r, f, func(t Target, _ *ami.Image) {
		needs = append(needs, ami.UsageReports{Where: t.At, ImageID: t.ID}, ami.Sharing{Where: t.At, ImageID: t.ID})
	})
	return needs
}

func planUsageReport(r Request, f Facts) (Plan, error) {
	d := begin(r, f, "IMAGE", "ID", "LAST REPORT", "COUNTS")
	d.each(notReportable, d.report)
	return d.finish(Safe, "Report who uses", ""), nil
}

func (d *draft) report(one subject) {
	need := ami.UsageReports{Where: one.At, ImageID: one.ID}
	last := "none"
	switch list, read := answered[ami.UsageReportList](d.facts, need); {
	case !read:
		last = "not known"
		d.unchecked(NotChecked{"whether there is a report on " + one.name + " already", d.facts.Why(need)})
	case len(list.List) > 0:
		last = minute(list.List[0].Made.Time())
		if age := d.Made.Sub(list.List[0].Made.Time()); age < 24*time.Hour && list.List[0].Whole && list.List[0].State.String() == "available" {
			d.say(Note, "The last report on %s is from today: %s.", one.name, last)
		}
	}
	if shared, read := answered[ami.Permissions](d.facts, ami.Sharing{Where: one.At, ImageID: one.ID}); read && len(shared.List) == 0 && one.img.Public != ami.Yes {
		d.say(Note, "%s is shared with nobody now; accounts that it was shared with before may still run it.", one.name)
	}
	d.row(one, false, one.ID, last, "instances, launch templates")
	id := fmt.Sprint(len(d.Steps) + 1)
	d.step(one, "have EC2 count who uses "+one.name, CreateUsageReport{ImageID: one.ID},
		Undo{Grade: Exact, Why: "the report is deleted; otherwise EC2 keeps it for 30 days", Calls: []Call{DeleteUsageReport{Ref(id, "ReportId")}}})
}
