package op

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tami/model/ami"
)

// The steps in which AWS takes the time of a copy, and its longest, in minutes.
const (
	timeStep = 15
	timeMost = 48 * 60
)

// imageCopy copies images to regions.
func imageCopy() Action {
	return Action{
		ID: "image.copy", Word: "copy", Title: "Copy", On: OnImages, Many: true, Risk: Guarded,
		Help: "Copy images with their snapshots to other regions, or within one under another key.",
		Why:  notCopied, Needs: copyNeeds, Fields: copyFields, Plan: planCopy,
	}
}

func copyFields(r Request, f Facts) []Field {
	name := Field{
		Name: "name", Label: "Name", Help: "the name of the copies; without it each keeps the name of its image", Value: "NAME",
		Kind: Text, Check: ami.CheckImageName,
	}
	return explained([]Field{
		{Name: "to", Label: "To regions", Help: "a region to copy to", Value: "REGION", Kind: List, Required: true, Again: true, Check: func(s string) error { return checkDestination(r, f, s) }, Choices: destinations(r, f)},
		name,
		{Name: "encrypt", Label: "Encrypt", Help: "encrypt the snapshots, with the region's default key where no other is named", Kind: Toggle, Again: true},
		{Name: "kms-key", Label: "Keys", Help: "the KMS key to encrypt with in a region: its ID, alias or ARN", Value: "REGION=KEY", Kind: List, Check: func(s string) error { return checkKeyThere(r, f, s) }, Choices: regionKeys(r, f)},
		{Name: "with-tags", Label: "The tags too", Help: "give the copies the tags of their images", Kind: Toggle, Again: true},
		{Name: "with-shares", Label: "The shares too", Help: "share the copies with whom the images are shared with", Kind: Toggle},
		{Name: "within", Label: "Done within", Help: "have it done in so many minutes, for a fee: 15, 30, 45 … up to 2880", Value: "MINUTES", Kind: Text, Check: checkMinutes},
	}, copyWords())
}

// destinations are the regions that can be copied to.
func destinations(r Request, f Facts) (list []Choice) {
	if len(r.Targets) == 0 {
		return nil
	}
	at := r.Targets[0].At
	regions, _ := f.Answer(ami.Regions{Profile: at.Profile}).(ami.RegionList)
	for _, region := range regions.Regions {
		if !region.Enabled {
			continue
		}
		list = append(list, Choice{Value: region.Name})
	}
	img, _ := f.Image(at, r.Targets[0].ID)
	if img == nil || len(r.Targets) > 1 {
		return list
	}
	rank := map[string]int{}
	for i := range list {
		to := ami.Where{Profile: at.Profile, Region: list[i].Value}
		used := false
		whole := f.Owned(to, func(*ami.Image) { used = true })
		switch there := copyThere(f, to, img); {
		case to.Region == at.Region:
			rank[to.Region], list[i].Label = 3, "where it is"
		case there != nil:
			rank[to.Region], list[i].Label = 2, "has it already: "+there.ID.String()
		case used && whole:
			rank[to.Region], list[i].Label = 0, "lacks it"
		default:
			rank[to.Region] = 1
		}
	}
	slices.SortStableFunc(list, func(a, b Choice) int { return rank[a.Value] - rank[b.Value] })
	return list
}

// checkDestination holds a region to those of the account, as far as they are
// known.
func checkDestination(r Request, f Facts, s string) error {
	if err := ami.CheckRegion(s); err != nil || len(r.Targets) == 0 {
		return err
	}
	list, known := f.Answer(ami.Regions{Profile: r.Targets[0].At.Profile}).(ami.RegionList)
	if !known || list.Builtin || ami.Partition(s) != ami.Partition(r.Targets[0].At.Region) { // of another partition the plan says why
		return nil
	}
	var names []string
	for _, region := range list.Regions {
		switch {
		case region.Name == s && !region.Enabled:
			return fmt.Errorf("%s is not enabled for this account; enable it in the account's settings first", s)
		case region.Name == s:
			return nil
		}
		names = append(names, region.Name)
	}
	return fmt.Errorf("there is no region %s for this account%s", s, nearest(s, names, "; they are called like "+r.Targets[0].At.Region))
}

// checkRegionKey holds a word to the form REGION=KEY.
func checkRegionKey(s string) error {
	region, key, ok := strings.Cut(s, "=")
	if !ok || key == "" {
		return fmt.Errorf("%q names no key of a region; write REGION=KEY, such as eu-west-1=alias/prod", s)
	}
	if err := ami.CheckRegion(region); err != nil {
		return err
	}
	return checkKMSKey(key)
}

// checkKeyThere holds a key to those of its region, as far as they are known.
func checkKeyThere(r Request, f Facts, s string) error {
	if err := checkRegionKey(s); err != nil || len(r.Targets) == 0 {
		return err
	}
	region, key, _ := strings.Cut(s, "=")
	if to := r.Values["to"]; len(to) > 0 && !slices.Contains(to, region) {
		return notGoneTo(region, to)
	}
	at := ami.Where{Profile: r.Targets[0].At.Profile, Region: region}
	if list, listed := answered[ami.AliasList](f, ami.Aliases{Where: at}); listed && byAlias(key) && !list.Has(key) {
		names := make([]string, len(list.List))
		for i := range list.List {
			names[i] = list.List[i].Name.String()
		}
		return fmt.Errorf("there is no key %s in %s%s", clean(key), region, nearest(key, names, "; ctrl+o lists those with a name"))
	}
	if k, ok := answered[ami.KeyBody](f, ami.Key{Where: at, ARN: key}); ok && !usable(k) {
		return fmt.Errorf("the key %s in %s is %s: AWS would take the call, and the copy would fail later", clean(key), region, k.State)
	}
	return nil
}

func notGoneTo(region string, to []string) error {
	return fmt.Errorf("a key is named for %s, which is none of the regions to copy to (%s)", clean(region), clean(strings.Join(to, ", ")))
}

// regionKeys are the keys with a name in the regions to copy to.
func regionKeys(r Request, f Facts) (choices []Choice) {
	if len(r.Targets) == 0 {
		return nil
	}
	for _, region := range r.Values["to"] {
		choices = append(choices, keyChoices(f, ami.Where{Profile: r.Targets[0].At.Profile, Region: region}, region+"=")...)
	}
	return choices
}

func checkMinutes(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil || n < timeStep || n > timeMost || n%timeStep != 0 {
		return fmt.Errorf("%q is no time that AWS takes for a copy; write a multiple of %d minutes, %d at the most", s, timeStep, timeMost)
	}
	return nil
}

// notCopied is why an image cannot be copied: "" when it can.
func notCopied(f Facts, t Target) string {
	if why := unseen(f, t); why != "" {
		return why
	}
	img, _ := f.Image(t.At, t.ID)
	mine := f.Account(t.At.Profile)
	switch {
	case img.Disabled():
		return "it is disabled; enable it first"
	case img.Pending():
		return "it is still being made; copy it when it is available"
	case !img.Available():
		return "it is " + img.State.String() + "; AWS copies available images only"
	case mine != "" && mine != img.OwnerID.String() && len(img.ProductCodes) > 0:
		return "it has a product code of account " + img.OwnerID.String() + ", and AWS copies no such image of others; launch it, and make an image of the instance"
	}
	return ""
}

func copyNeeds(r Request, f Facts) []ami.Need {
	needs := imageNeeds(r, f)
	w, _ := parseCopy(r.Values) // as far as it is said well
	for _, t := range r.Targets {
		needs = append(needs, ami.Regions{Profile: t.At.Profile})
		img, _ := f.Image(t.At, t.ID)
		if img == nil || notCopied(f, t) != "" {
			continue
		}
		for _, id := range img.SnapshotIDs() {
			needs = append(needs, ami.OneSnapshot{Where: t.At, ID: id})
			if snap, _ := f.Snapshot(t.At, id); snap != nil && !snap.KeyID.IsZero() && isOurs(f, t, snap.OwnerID.String()) {
				needs = append(needs, ami.Key{Where: t.At, ARN: snap.KeyID.Raw()}, ami.Aliases{Where: t.At})
			}
		}
		if w.shares && notOurs(f, t) == "" {
			needs = append(needs, ami.Sharing{Where: t.At, ImageID: t.ID})
		}
		for _, region := range w.regions {
			to := ami.Where{Profile: t.At.Profile, Region: region}
			if !canBeAsked(f, to) {
				continue
			}
			if w.shares || w.encrypt || len(r.Values["kms-key"]) > 0 {
				needs = append(needs, ami.Aliases{Where: to})
			}
			needs = append(needs, ami.Images{Where: to, From: ami.Source{Kind: ami.Mine}}, ami.BinRules{Where: to}, ami.EBSDefaults{Where: to})
			needs = append(needs, keyNeeds(f, to, w.keys[region])...)
		}
	}
	return needs
}

// canBeAsked reports that there is somebody to ask in a region: half of a name
// that is being typed is no region, and what has not been enabled answers
// nobody.
func canBeAsked(f Facts, at ami.Where) bool {
	list, ok := f.Answer(ami.Regions{Profile: at.Profile}).(ami.RegionList)
	if i := slices.IndexFunc(list.Regions, func(r ami.Region) bool { return r.Name == at.Region }); ok && i >= 0 {
		return list.Builtin || list.Regions[i].Enabled
	}
	return (!ok || list.Builtin) && regexp.MustCompile(`^[a-z]{2,4}(-[a-z]+)+-[0-9]+$`).MatchString(at.Region)
}

// isOurs reports that an account is the one that a target is reached with, as
// far as that is known.
func isOurs(f Facts, t Target, account string) bool {
	mine := f.Account(t.At.Profile)
	return mine == "" || mine == account
}

// wantedCopies is what is asked of a plan to copy.
type wantedCopies struct {
	regions      []string
	name         string
	encrypt      bool
	keys         map[string]string // by region
	tags, shares bool
	minutes      int32 // 0: as it comes
}

func parseCopy(v Values) (wantedCopies, error) {
	w := wantedCopies{name: v.One("name"), encrypt: v.On("encrypt"), tags: v.On("with-tags"), shares: v.On("with-shares"), keys: map[string]string{}}
	for _, region := range v["to"] {
		if err := ami.CheckRegion(region); err != nil {
			return w, err
		}
		if !slices.Contains(w.regions, region) {
			w.regions = append(w.regions, region)
		}
	}
	if len(w.regions) == 0 {
		return w, errors.New("it is not said where to: name a region, or several (to)")
	}
	if w.name != "" {
		if err := ami.CheckImageName(w.name); err != nil {
			return w, err
		}
	}
	for _, word := range v["kms-key"] {
		if err := checkRegionKey(word); err != nil {
			return w, err
		}
		region, key, _ := strings.Cut(word, "=")
		switch {
		case !slices.Contains(w.regions, region):
			return w, notGoneTo(region, w.regions)
		case w.keys[region] != "" && w.keys[region] != key:
			return w, fmt.Errorf("two keys are named for %s; name one", region)
		}
		w.keys[region] = key
	}
	if m := v.One("within"); m != "" {
		if err := checkMinutes(m); err != nil {
			return w, err
		}
		n, _ := strconv.Atoi(m) // checked
		w.minutes = int32(n)    //nolint:gosec // 2880 at most
	}
	return w, nil
}

func planCopy(r Request, f Facts) (Plan, error) {
	w, err := parseCopy(r.Values)
	switch {
	case err != nil:
		return Plan{}, err
	case len(r.Targets) == 0:
		return Plan{}, errors.New("copy needs an image: name one or several by their IDs")
	case w.name != "" && len(r.Targets) > 1:
		return Plan{}, fmt.Errorf("one name does not do for %d images, since a region has each name once; leave it out, and each copy is called like its image", len(r.Targets))
	}
	c := copying{draft: begin(r, f, "IMAGE", "TO", "DATA", "KEY", "$ ONCE", "$ A MONTH"), wanted: w, named: map[Target]bool{}, cost: newCopyCost(), unshared: map[string][]string{}}
	c.each(notCopied, func(one subject) {
		if !c.readable(one) {
			return
		}
		for _, region := range w.regions {
			c.copyTo(one, ami.Where{Profile: one.At.Profile, Region: region})
		}
	})
	c.steps()
	p := c.finish(Costly, "Copy", "to "+regionWords(w.regions))
	if len(c.copies) > 0 {
		p.Title, p.Cost = c.title(), c.cost.sum()
	}
	return p, nil
}

func regionWords(list []string) string {
	if len(list) > 2 {
		return ami.Count(len(list), "region", "regions")
	}
	return strings.Join(list, " and ")
}
