package contract

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"tami/awsclient/sim"
	"tami/model/ami"
	"tami/model/fit"
	"tami/model/op"
)

// rule is one rule of what boots on what, tried with an image and a type.
type rule struct {
	number      string // as the rules are counted
	image, kind string
	launch      fit.Launch
	template    bool   // with a launch template that turns enclaves on
	zone        string // "a" where it is not said
	says        string // the name of the rule where we warn, with "!" where we refuse; "" nothing
	code        string // AWS's refusal; "" where it permits the launch
}

// everyRule has each of the 24 rules, with a launch that it stops or warns of, and
// with one that it lets pass.
func everyRule() []rule {
	return []rule{
		{number: "1", image: "1 arm64", kind: "t3.micro", says: "!architecture", code: "InvalidParameterValue"},
		{number: "1", image: "1 arm64", kind: "t4g.micro"},
		{number: "2", image: "2 paravirtual", kind: "m4.large", says: "!virtualization", code: "InvalidParameterCombination"},
		{number: "2", image: "2 paravirtual", kind: "m3.medium"},
		{number: "3", image: "3 instance store", kind: "m4.large", says: "!root device", code: "InvalidParameterValue"},
		{number: "3", image: "3 instance store", kind: "m3.medium"},
		{number: "4", image: "4 without ENA", kind: "t3.micro", says: "!ENA", code: "InvalidParameterCombination"},
		{number: "4", image: "4 without ENA", kind: "t2.micro"},
		{number: "5", image: "5 before NVMe", kind: "t3.micro", says: "NVMe"},
		{number: "5", image: "5 before NVMe", kind: "t2.micro"},
		{number: "6", image: "6 UEFI", kind: "t2.micro", says: "!boot mode", code: "InvalidParameterCombination"},
		{number: "6", image: "6 UEFI", kind: "t3.micro"},
		{number: "7", image: "7 legacy BIOS on Graviton", kind: "t4g.micro", says: "!boot mode", code: "InvalidParameterCombination"},
		{number: "7", image: "7 legacy BIOS", kind: "t3.micro"},
		{number: "8", image: "8 UEFI preferred", kind: "t2.micro", says: "boot mode"},
		{number: "8", image: "8 UEFI preferred", kind: "t3.micro"},
		{number: "9", image: "1 arm64", kind: "t4g.micro"},     // which has UEFI alone
		{number: "9", image: "9 no mode", kind: "g4ad.xlarge"}, // which has BIOS alone
		{number: "10", image: "10 TPM", kind: "c5.metal", says: "!TPM", code: "InvalidParameterCombination"},
		{number: "10", image: "10 TPM", kind: "t3.micro"},
		{number: "11", image: "11 IMDSv2", kind: "t3.micro", says: "IMDS"},
		{number: "11", image: "9 no mode", kind: "t3.micro"},
		{number: "12", image: "12 encrypted", kind: "m1.small", says: "!encryption", code: "InvalidParameterCombination"},
		{number: "12", image: "9 no mode", kind: "m1.small", launch: fit.Launch{Encrypted: true}, says: "!encryption", code: "InvalidParameterCombination"},
		{number: "12", image: "12 encrypted", kind: "t3.micro"},
		{number: "13", image: "13 the owner's types", kind: "t3.small", says: "!owner's types", code: "InvalidParameterCombination"},
		{number: "13", image: "13 the owner's types", kind: "m7i.large"},
		{number: "13", image: "13 ruled out", kind: "c5.large", says: "!owner's types", code: "InvalidParameterCombination"},
		{number: "14", image: "14 many volumes", kind: "t3.micro", says: "!volumes", code: "AttachmentLimitExceeded"},
		{number: "14", image: "14 many volumes", kind: "t2.micro"},
		{number: "15", image: "15 ephemeral", kind: "t3.micro", says: "instance store"},
		{number: "15", image: "15 ephemeral", kind: "m5d.large"},
		{number: "16", image: "16 hypervisor", kind: "t3.micro"},
		{number: "17", image: "9 no mode", kind: "t3.micro", template: true, launch: fit.Launch{Enclaves: true}, says: "!enclaves", code: "Unsupported"},
		{number: "17", image: "9 no mode", kind: "m5.xlarge", template: true, launch: fit.Launch{Enclaves: true}},
		{number: "18", image: "18 i386", kind: "m4.large", says: "!architecture", code: "InvalidParameterValue"},
		{number: "18", image: "18 i386", kind: "t2.micro"},
		{number: "19", image: "19 a product", kind: "t3.micro", says: "product codes"},
		{number: "19", image: "9 no mode", kind: "t3.micro"},
		{number: "20", image: "20 macOS", kind: "mac2.metal", says: "!dedicated host", code: "InvalidParameterCombination"},
		{number: "20", image: "9 no mode", kind: "m5.metal"},
		{number: "21", image: "9 no mode", kind: "c4.large", says: "enhanced networking"},
		{number: "21", image: "21 SR-IOV", kind: "c4.large"},
		{number: "22", image: "9 no mode", kind: "m3.medium", zone: "c", says: "!offered", code: "Unsupported"},
		{number: "22", image: "9 no mode", kind: "m3.medium", zone: "a"},
		{number: "22", image: "20 macOS", kind: "mac2.metal", launch: fit.Launch{Spot: true}, says: "!offered", code: "InvalidParameterCombination"},
		{number: "23", image: "23 failed", kind: "t3.micro", says: "!state", code: "InvalidAMIID.Unavailable"},
		{number: "23", image: "23 disabled", kind: "t3.micro", says: "!state", code: "InvalidAMIID.Unavailable"},
		{number: "23", image: "9 no mode", kind: "t3.micro"},
		{number: "24", image: "24 of a stranger", kind: "t3.micro", launch: fit.Launch{Allowed: "enabled"}, says: "!allowed images", code: "InvalidAMIID.NotFound"},
		{number: "24", image: "24 of a friend", kind: "t3.micro", launch: fit.Launch{Allowed: "enabled"}},
	}
}

// rulesSeed has what the rules take besides fitSeed: images of others under a
// setting of allowed images, a product, and a launch template with enclaves.
func rulesSeed() sim.Seed {
	seed := fitSeed()
	r := seed.Regions["sa-east-1"]
	seed.Regions = map[string]*sim.RegionSeed{"us-east-1": r} // which has every type
	for n := range r.Subnets {
		r.Subnets[n].AvailabilityZone = strings.Replace(r.Subnets[n].AvailabilityZone, "sa-", "us-", 1)
	}
	like := r.Images[slices.IndexFunc(r.Images, func(i sim.Image) bool { return i.Name == "9 no mode" })]
	add := func(id, name string, change func(*sim.Image)) {
		i := like
		i.ImageId, i.Name = id, name
		change(&i)
		r.Images = append(r.Images, i)
	}
	add("ami-00000000000000a19", "19 a product", func(i *sim.Image) {
		i.ProductCodes = []sim.ProductCode{{ProductCodeId: "6njl1pau431dv1qxipg63mvah", ProductCodeType: "marketplace"}}
	})
	add("ami-00000000000000a24", "24 of a stranger", func(i *sim.Image) { i.OwnerId, i.Public, i.ImageAllowed = "999988887777", true, new(false) })
	add("ami-00000000000000b24", "24 of a friend", func(i *sim.Image) { i.OwnerId, i.Public, i.ImageAllowed = "999988887777", true, new(true) })
	r.AllowedImagesSettings = &sim.AllowedImagesSettings{State: "enabled", ManagedBy: "account"}
	r.LaunchTemplates = []sim.LaunchTemplate{{LaunchTemplateId: enclosed, LaunchTemplateName: "enclosed", DefaultVersionNumber: 1, LatestVersionNumber: 1}}
	r.LaunchTemplateVersions = []sim.LaunchTemplateVersion{{LaunchTemplateId: enclosed, LaunchTemplateName: "enclosed", VersionNumber: 1, DefaultVersion: true,
		LaunchTemplateData: &sim.ResponseLaunchTemplateData{EnclaveOptions: &sim.LaunchTemplateEnclaveOptions{Enabled: new(true)}}}}
	return seed
}

// enclosed is the launch template that turns enclaves on.
const enclosed = "lt-0a1b2c3d4e5f60718"

// TestEveryRuleOfWhatBootsOnWhat holds each of the 24 rules, as the client reads
// images and types, to what the simulator does with the dry run of the same
// launch.
func TestEveryRuleOfWhatBootsOnWhat(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		at := ami.Where{Region: "us-east-1"}
		c, types, zones := offering(t, rulesSeed(), at)
		images := map[string]*ami.Image{}
		for _, from := range []string{"mine", "all"} {
			for _, i := range Images(t, c, at.Region, from) {
				images[i.Name.String()] = &i
			}
		}
		tried := map[string]bool{}
		for _, r := range everyRule() {
			kind := slices.IndexFunc(types, func(t ami.InstanceType) bool { return t.Name.Raw() == r.kind })
			img := images[r.image]
			if kind < 0 || img == nil {
				t.Fatalf("%s: %s or %s is not there", r.number, r.image, r.kind)
			}
			tried[r.number] = true
			zone := r.zone
			if zone == "" {
				zone = "a"
			}
			l := r.launch
			l.Image, l.Zones, l.Zone = img, zones, at.Region+zone
			call := op.RunInstances{ImageID: img.ID.Raw(), Type: r.kind, Count: 1, Spot: l.Spot, Subnet: map[string]string{"a": "subnet-00000000000000001", "c": "subnet-00000000000000003"}[zone]}
			if r.template {
				call.Template = enclosed
			}
			if l.Encrypted {
				call.Devices = []op.Mapping{{Device: "/dev/xvda", Encrypted: new(true)}}
			}
			var said []string
			for _, v := range append(fit.Image(l), fit.Type(l, &types[kind])...) {
				said = append(said, map[bool]string{true: "!"}[v.Refuse]+v.Rule)
			}
			refuses := slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(s, "!") })
			if r.says != "" && !slices.Contains(said, r.says) || strings.HasPrefix(r.says, "!") != refuses || r.says == "" && len(said) > 0 && !onlyNVMe(said) {
				t.Errorf("rule %s: %q on %s: we say %q, want %q", r.number, r.image, r.kind, said, r.says)
			}
			v := rehearsed(t, c, at, call)
			code := ""
			if v.Problem != nil {
				code = v.Problem.Code.String()
			}
			if code != r.code || (v.Answer == op.Permitted) != (r.code == "") {
				t.Errorf("rule %s: %q on %s: the rehearsal says %s %q, want %q", r.number, r.image, r.kind, v.Answer, code, r.code)
			}
		}
		if len(tried) != 24 {
			t.Errorf("%d rules of 24 are tried", len(tried))
		}
	})
}

// onlyNVMe passes over the warnings that an old image or network driver gives
// beside the rule that is tried.
func onlyNVMe(said []string) bool {
	return !slices.ContainsFunc(said, func(s string) bool { return s != "NVMe" && s != "enhanced networking" })
}

// TestIMDSv2ImagesLaunchAsTheyAsk is the rule that no dry run can show: what is
// launched takes a token, over two hops.
func TestIMDSv2ImagesLaunchAsTheyAsk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, want := range map[string]string{"11 IMDSv2": "required 2", "9 no mode": "optional 1"} {
			st := padFrom(t, fitSeed())
			run := st.run(t, launchFrom(t, st, name, op.Values{"type": {"t3.micro"}}))
			if run.Result() != op.AllDone {
				t.Fatalf("%+v", run.Outcomes)
			}
			got := ""
			r := st.Capture().Regions["sa-east-1"]
			each := r.Instances
			for _, one := range r.Reservations {
				each = append(each, one.Instances...)
			}
			for _, i := range each {
				got = i.MetadataOptions.HttpTokens + " " + map[int]string{1: "1", 2: "2"}[*i.MetadataOptions.HttpPutResponseHopLimit]
			}
			if got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
	})
}
