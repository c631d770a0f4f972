package sim

import (
	"slices"
	"strings"
	"time"
)

// usageReport is a report with what it will say, and when.
type usageReport struct {
	ImageUsageReport
	entries          []ImageUsageReportEntry
	ready, expiresAt time.Time
}

// at gives the report as it is at a time.
func (r *usageReport) at(now time.Time) ImageUsageReport {
	report := r.ImageUsageReport
	switch {
	case report.State == "error":
	case now.Before(r.ready):
		report.State = "pending"
	default:
		report.State = "available"
	}
	return report
}

const (
	usageReportTakes = 2 * time.Minute // in round figures; the account's speed divides it
	usageReportLives = 30              // days
	maxPendingAtOnce = 2000            // reports of one account in a region
	maxUsageAccounts = 200
	usageDepth       = 20 // versions of a launch template, when a request does not say
)

func usageReportIDs() idKind {
	return idKind{"amiur-", "InvalidImageUsageReportId.Malformed", `Invalid id: "%s" (expecting "amiur-...")`,
		"InvalidImageUsageReportId.NotFound", "The image usage report ID '%s' does not exist", "The image usage report IDs '%s' do not exist"}
}

type createImageUsageReportInput struct {
	ImageId           string
	ResourceTypes     []ImageUsageResourceType `form:"ResourceType"`
	AccountIds        []string                 `form:"AccountId"`
	ClientToken       string
	TagSpecifications []tagSpecification `form:"TagSpecification"`
}

type createImageUsageReportResult struct {
	ReportId string `wire:"reportId"`
}

// createImageUsageReport starts a report on an image of the caller's. It counts
// what the seed says of other accounts at that moment, and is there to read a
// little later.
func createImageUsageReport(c *call, in *createImageUsageReportInput) (func() createImageUsageReportResult, error) {
	prior, err := idempotent[createImageUsageReportResult](c, in.ClientToken)
	if err != nil || prior != nil {
		return func() createImageUsageReportResult { return *prior }, err
	}
	i, err := c.ownImage(in.ImageId)
	if err != nil {
		return nil, err
	}
	if err := in.check(); err != nil {
		return nil, err
	}
	tags, err := tagsFor(in.TagSpecifications, "image-usage-report")
	if err != nil {
		return nil, err
	}
	if err := c.checkPendingReports(i.ImageId); err != nil {
		return nil, err
	}
	return func() createImageUsageReportResult {
		expires := c.now.AddDate(0, 0, usageReportLives)
		r := usageReport{ready: c.now.Add(c.account.lasts(usageReportTakes)), expiresAt: expires, ImageUsageReport: ImageUsageReport{
			ReportId: c.account.newID("amiur-"), ImageId: i.ImageId, AccountIds: in.AccountIds, ResourceTypes: in.ResourceTypes,
			CreationTime: stamp(c.now), ExpirationTime: stamp(expires), Tags: tags["image-usage-report"],
		}}
		r.entries = r.count(c.own.usage)
		c.own.reports.add(r.ReportId, r)
		out := createImageUsageReportResult{r.ReportId}
		c.remember(in.ClientToken, out)
		return out
	}, nil
}

// check refuses accounts and kinds of resources that a report cannot look at.
func (in *createImageUsageReportInput) check() error {
	switch {
	case len(in.ResourceTypes) == 0:
		return missingParameter("ResourceType")
	case len(in.AccountIds) > maxUsageAccounts:
		return refuse("InvalidParameterValue", "At most %d account IDs can be given", maxUsageAccounts)
	}
	for _, id := range in.AccountIds {
		if err := checkAccountID(id); err != nil {
			return err
		}
	}
	known := []string{kindInstance, kindTemplate}
	for _, r := range in.ResourceTypes {
		if !slices.Contains(known, r.ResourceType) {
			return invalidValue("ResourceType", r.ResourceType, wantOneOf(r.ResourceType, known)+".")
		}
		asked := resourceTypeRequest{ResourceType: r.ResourceType}
		for _, option := range r.ResourceTypeOptions {
			if option.OptionName != depthOption {
				return invalidValue("OptionName", option.OptionName, "The only option is "+depthOption+".")
			}
			asked.ResourceTypeOptions = append(asked.ResourceTypeOptions, resourceTypeOption(option))
		}
		if _, err := asked.scope(usageDepth); err != nil {
			return err
		}
	}
	return nil
}

// checkPendingReports refuses a second report on an image while one is being made.
func (c *call) checkPendingReports(imageID string) error {
	pending := 0
	for _, r := range c.own.reports.items {
		if !c.now.Before(r.ready) {
			continue
		}
		pending++
		if r.ImageId == imageID || pending >= maxPendingAtOnce {
			return refuse("ResourceLimitExceeded", "The report %s on the image %s is still being created.", r.ReportId, r.ImageId)
		}
	}
	return nil
}

// count gives the entries of a report: what others use, of what was asked for.
func (r *ImageUsageReport) count(usage []ImageUsageReportEntry) []ImageUsageReportEntry {
	var entries []ImageUsageReportEntry
	for _, used := range usage {
		wanted := slices.ContainsFunc(r.ResourceTypes, func(t ImageUsageResourceType) bool { return t.ResourceType == used.ResourceType })
		if used.ImageId != r.ImageId || !wanted || len(r.AccountIds) > 0 && !slices.Contains(r.AccountIds, used.AccountId) {
			continue
		}
		used.ReportId, used.ReportCreationTime = r.ReportId, r.CreationTime
		entries = append(entries, used)
	}
	return entries
}

// loadUsageReports takes the reports of a seed. Nothing of them says when a
// pending one began to be made, so it begins now.
func (a *Account) loadUsageReports(own *holdings, seed *RegionSeed) {
	for _, report := range seed.ImageUsageReports {
		made, dated := readTime(report.CreationTime)
		if !dated {
			made = a.clock()
		}
		r := usageReport{ImageUsageReport: report, ready: made, expiresAt: made.AddDate(0, 0, usageReportLives)}
		r.CreationTime, r.ExpirationTime = stamp(made), stamp(r.expiresAt)
		switch report.State {
		case "pending":
			r.ready = a.clock().Add(a.lasts(usageReportTakes))
			r.entries = r.count(own.usage)
		case "error":
		default:
			r.entries = r.count(own.usage)
		}
		own.reports.add(r.ReportId, r)
	}
}

// captureUsageReports lists the reports that still live.
func (own *holdings) captureUsageReports(now time.Time) []ImageUsageReport {
	var list []ImageUsageReport
	for _, r := range own.reports.items {
		if now.Before(r.expiresAt) {
			list = append(list, r.at(now))
		}
	}
	slices.SortFunc(list, func(x, y ImageUsageReport) int { return strings.Compare(x.ReportId, y.ReportId) })
	return list
}

type describeImageUsageReportsInput struct {
	ImageIds  []string `form:"ImageId"`
	ReportIds []string `form:"ReportId"`
	paging
	filtering
}

// pages is the rule of both listings of reports.
func (in *describeImageUsageReportsInput) pages() pageRule {
	return pageRule{smallest: 1, largest: 1000, fallback: 1000, badToken: "InvalidNextToken"}
}

// wants gives the reports that a request asks for, of those that still are.
func (in *describeImageUsageReportsInput) wants(c *call) (func(*usageReport) bool, error) {
	lives := func(r *usageReport) bool { return c.now.Before(r.expiresAt) }
	if err := imageIDs().checkForm(in.ImageIds...); err != nil {
		return nil, err
	}
	err := usageReportIDs().check(in.ReportIds, func(id string) bool {
		r := c.own.reports.find(id)
		return r != nil && lives(r)
	})
	images, reports := listOf(in.ImageIds), listOf(in.ReportIds)
	return func(r *usageReport) bool { return images.has(r.ImageId) && reports.has(r.ReportId) && lives(r) }, err
}

type describeImageUsageReportsResult struct {
	ImageUsageReports []ImageUsageReport `wire:"imageUsageReportSet,always"`
	NextToken         string             `wire:"nextToken"`
}

func usageReportFilters() filterKind[usageReport] {
	return filterKind[usageReport]{
		paths: `creation-time CreationTime`,
		tags:  func(_ *call, r *usageReport) []Tag { return r.Tags },
		derived: map[string]func(*call, *usageReport) []string{
			"state": func(c *call, r *usageReport) []string { return []string{r.at(c.now).State} },
		},
	}
}

func describeImageUsageReports(c *call, in *describeImageUsageReportsInput) (out describeImageUsageReportsResult, err error) {
	wants, err := in.wants(c)
	if err != nil {
		return out, err
	}
	matches, err := usageReportFilters().matcher(c, in.Filters)
	if err != nil {
		return out, err
	}
	found, next, err := page(c, in.paging, in.pages(), false, func(r *usageReport) bool { return wants(r) && matches(r) }, c.own.reports)
	for _, r := range found {
		out.ImageUsageReports = append(out.ImageUsageReports, r.at(c.now))
	}
	out.NextToken = next
	return out, err
}

type describeImageUsageReportEntriesResult struct {
	ImageUsageReportEntries []*ImageUsageReportEntry `wire:"imageUsageReportEntrySet,always"`
	NextToken               string                   `wire:"nextToken"`
}

func usageEntryFilters() filterKind[ImageUsageReportEntry] {
	return filterKind[ImageUsageReportEntry]{paths: `
		account-id AccountId
		creation-time ReportCreationTime
		resource-type ResourceType`}
}

// describeImageUsageReportEntries gives what finished reports say.
func describeImageUsageReportEntries(c *call, in *describeImageUsageReportsInput) (out describeImageUsageReportEntriesResult, err error) {
	wants, err := in.wants(c)
	if err != nil {
		return out, err
	}
	matches, err := usageEntryFilters().matcher(c, in.Filters)
	if err != nil {
		return out, err
	}
	entries := &shelf[ImageUsageReportEntry]{}
	for n, r := range c.own.reports.items {
		if !wants(r) || c.now.Before(r.ready) {
			continue
		}
		for k := range r.entries {
			entries.items = append(entries.items, &r.entries[k])
			entries.numbers = append(entries.numbers, c.own.reports.numbers[n]<<32|uint64(k))
		}
	}
	out.ImageUsageReportEntries, out.NextToken, err = page(c, in.paging, in.pages(), false, matches, entries)
	return out, err
}

type deleteImageUsageReportInput struct{ ReportId string }

func deleteImageUsageReport(c *call, in *deleteImageUsageReportInput) (func() returned, error) {
	if in.ReportId == "" {
		return nil, missingParameter("ReportId")
	}
	err := usageReportIDs().check([]string{in.ReportId}, func(id string) bool {
		r := c.own.reports.find(id)
		return r != nil && c.now.Before(r.expiresAt)
	})
	return func() returned { c.own.reports.remove(in.ReportId); return returned{true} }, err
}

func (s *RegionSeed) checkUsage(c *checker, at *jsonPath) {
	reports := at.key("ImageUsageReports")
	checkList(c, reports, s.ImageUsageReports, usageReportIDs(), "ReportId", func(r *ImageUsageReport) string { return r.ReportId })
	for n := range s.ImageUsageReports {
		r := &s.ImageUsageReports[n]
		c.id(reports.at(n).key("ImageId"), imageIDs(), r.ImageId)
		c.word(reports.at(n).key("State"), r.State, "pending", "available", "error")
	}
	at = at.key("ImageUsageReportEntries")
	for n := range s.ImageUsageReportEntries {
		e := &s.ImageUsageReportEntries[n]
		c.id(at.at(n).key("ImageId"), imageIDs(), e.ImageId)
		if !isAccountID(e.AccountId) {
			c.fail(at.at(n).key("AccountId"), "want the 12 digits of an account ID, got %q", e.AccountId)
		}
		c.word(at.at(n).key("ResourceType"), e.ResourceType, kindInstance, kindTemplate)
		if e.UsageCount < 1 {
			c.fail(at.at(n).key("UsageCount"), "want 1 or more, got %d", e.UsageCount)
		}
	}
}
