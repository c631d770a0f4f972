package fit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/fit"
	"tami/model/text"
)

func words(list ...string) (out []text.Safe) {
	for _, w := range list {
		out = append(out, text.Clean(w))
	}
	return out
}

// image is an image that boots on any of today's types of its architecture.
func image(change ...func(*ami.Image)) *ami.Image {
	i := &ami.Image{
		ID: text.Clean("ami-0a1"), Created: ami.ParseDate("2026-01-01T00:00:00Z"), Extra: &ami.Extra{},
		Traits: &ami.Traits{
			State: text.Clean("available"), Architecture: text.Clean("x86_64"), Virtualization: text.Clean("hvm"), RootDeviceType: text.Clean("ebs"),
			ENA: ami.Yes, RootDevice: text.Clean("/dev/xvda"),
		},
		Devices: []ami.Device{{Name: text.Clean("/dev/xvda"), EBS: &ami.EBS{VolumeSize: 8}}},
	}
	for _, c := range change {
		c(i)
	}
	return i
}

// The types of these tests, as AWS describes them.
func nitro(name string, change ...func(*ami.InstanceType)) *ami.InstanceType {
	t := &ami.InstanceType{
		Name: text.Clean(name), VCPUs: 2, MemoryMiB: 1024, Architectures: words("x86_64"), BootModes: words("legacy-bios", "uefi"), Virtual: words("hvm"),
		RootDevices: words("ebs"), Usage: words("on-demand", "spot"), TPM: words("2.0"), ENA: text.Clean("required"), NVMe: text.Clean("required"),
		Encryption: text.Clean("supported"), Hypervisor: text.Clean("nitro"), MaxVolumes: 27, SharedLimit: true, Current: true,
	}
	for _, c := range change {
		c(t)
	}
	return t
}

func xen(name string, change ...func(*ami.InstanceType)) *ami.InstanceType {
	return nitro(name, append([]func(*ami.InstanceType){func(t *ami.InstanceType) {
		t.BootModes, t.TPM, t.ENA, t.NVMe, t.Hypervisor = words("legacy-bios"), nil, text.Clean("unsupported"), text.Clean("unsupported"), text.Clean("xen")
		t.MaxVolumes, t.SharedLimit = 39, false
	}}, change...)...)
}

func graviton(name string) *ami.InstanceType {
	return nitro(name, func(t *ami.InstanceType) { t.Architectures, t.BootModes = words("arm64"), words("uefi") })
}

func m1(t *ami.InstanceType) {
	t.Architectures, t.Virtual, t.RootDevices, t.Encryption = words("i386", "x86_64"), words("hvm", "paravirtual"), words("ebs", "instance-store"), text.Clean("unsupported")
}

func old(t *ami.InstanceType)   { t.BootModes, t.TPM = words("legacy-bios"), nil }
func metal(t *ami.InstanceType) { t.BareMetal, t.Hypervisor = true, text.Safe{} }
func disks(t *ami.InstanceType) { t.Disks, t.DiskGB = true, 75 }

func arch(a string) func(*ami.Image) {
	return func(i *ami.Image) { i.Architecture = text.Clean(a) }
}
func boot(b string) func(*ami.Image) { return func(i *ami.Image) { i.BootMode = text.Clean(b) } }
func pv(i *ami.Image)                { i.Virtualization, i.ENA = text.Clean("paravirtual"), ami.Unset }
func noENA(i *ami.Image)             { i.ENA = ami.Unset }
func needsTPM(i *ami.Image)          { i.TPM, i.BootMode = text.Clean("v2.0"), text.Clean("uefi") }
func encrypted(i *ami.Image)         { i.Devices[0].EBS.Encrypted = ami.Yes }
func s3(i *ami.Image) {
	i.RootDeviceType, i.Devices, i.ENA = text.Clean("instance-store"), nil, ami.Unset
}

func volumes(n int) func(*ami.Image) {
	return func(i *ami.Image) {
		for len(i.Devices) < n {
			i.Devices = append(i.Devices, ami.Device{Name: text.Clean(fmt.Sprint("/dev/sd", len(i.Devices))), EBS: &ami.EBS{VolumeSize: 1}})
		}
	}
}

func ephemeral(i *ami.Image) {
	i.Devices = append(i.Devices, ami.Device{Name: text.Clean("/dev/sdb"), Virtual: text.Clean("ephemeral0")})
}

func only(patterns ...string) func(*ami.Image) {
	return func(i *ami.Image) {
		i.Extra = &ami.Extra{InstanceTypes: &ami.InstanceTypes{}}
		for _, p := range patterns {
			item := ami.InstanceTypeItem{Pattern: text.Clean(strings.TrimPrefix(p, "!"))}
			if strings.HasPrefix(p, "!") {
				i.InstanceTypes.Unsupported = append(i.InstanceTypes.Unsupported, item)
			} else {
				i.InstanceTypes.Supported = append(i.InstanceTypes.Supported, item)
			}
		}
	}
}

// TestTypeRules has every rule about a type, each with a type that it says
// something of and one that it does not.
func TestTypeRules(t *testing.T) {
	zones := map[string][]string{"t3.micro": {"us-east-1a", "us-east-1b"}}
	for name, c := range map[string]struct {
		image  *ami.Image
		kind   *ami.InstanceType
		launch fit.Launch
		says   string // the rule with "!" where it refuses; "" nothing
		word   string // of its reason
	}{
		"1 the same architecture":          {image: image(), kind: nitro("t3.micro")},
		"1 another architecture":           {image: image(arch("arm64")), kind: nitro("t3.micro"), says: "!architecture", word: "made for arm64, and t3.micro runs x86_64"},
		"1 arm on Graviton":                {image: image(arch("arm64")), kind: graviton("m7g.large")},
		"2 paravirtual on a new type":      {image: image(pv), kind: nitro("t3.micro"), says: "!virtualization !ENA NVMe", word: "paravirtual"},
		"2 paravirtual on an old type":     {image: image(pv), kind: xen("m1.small", m1)},
		"3 instance store on a new type":   {image: image(s3), kind: xen("t2.micro"), says: "!root device", word: "instance-store"},
		"3 instance store on an old type":  {image: image(s3), kind: xen("m1.small", m1)},
		"4 no ENA where it is required":    {image: image(noENA), kind: nitro("t3.micro"), says: "!ENA NVMe", word: "Elastic Network Adapter"},
		"4 no ENA where it is not":         {image: image(noENA), kind: xen("t2.micro")},
		"5 an image from before NVMe":      {image: image(func(i *ami.Image) { i.Created = ami.ParseDate("2016-01-01T00:00:00Z") }), kind: nitro("t3.micro"), says: "NVMe", word: "UUID"},
		"6 UEFI on a legacy type":          {image: image(boot("uefi")), kind: nitro("g4ad.xlarge", old), says: "!boot mode", word: "boots with uefi, and g4ad.xlarge with legacy-bios"},
		"6 UEFI on a type that has it":     {image: image(boot("uefi")), kind: nitro("t3.micro")},
		"7 legacy BIOS on Graviton":        {image: image(arch("arm64"), boot("legacy-bios")), kind: graviton("m7g.large"), says: "!boot mode", word: "with uefi"},
		"7 legacy BIOS where it is":        {image: image(boot("legacy-bios")), kind: nitro("t3.micro")},
		"8 UEFI preferred, and not there":  {image: image(boot("uefi-preferred")), kind: nitro("g4ad.xlarge", old), says: "boot mode", word: "Secure Boot is lost"},
		"8 UEFI preferred, and there":      {image: image(boot("uefi-preferred")), kind: nitro("t3.micro")},
		"9 no mode, x86 without BIOS":      {image: image(), kind: nitro("x.large", func(t *ami.InstanceType) { t.BootModes = words("uefi") }), says: "!boot mode", word: "names no boot mode"},
		"9 no mode, a type that says none": {image: image(), kind: nitro("x.large", func(t *ami.InstanceType) { t.BootModes = nil })},
		"10 TPM where there is none":       {image: image(needsTPM), kind: nitro("m5.metal", metal, func(t *ami.InstanceType) { t.TPM = nil }), says: "!TPM", word: "m5.metal does not have"},
		"10 TPM without UEFI":              {image: image(needsTPM, boot("uefi-preferred")), kind: nitro("p4d.24xlarge", func(t *ami.InstanceType) { t.BootModes = words("legacy-bios") }), says: "boot mode !TPM", word: "takes UEFI"},
		"10 TPM on Nitro":                  {image: image(needsTPM), kind: nitro("t3.micro")},
		"12 encrypted where it cannot be":  {image: image(encrypted), kind: xen("m1.small", m1), says: "!encryption", word: "m1.small takes none"},
		"12 encrypted by the launch":       {image: image(), kind: xen("m1.small", m1), launch: fit.Launch{Encrypted: true}, says: "!encryption"},
		"12 plain where it must be":        {image: image(), kind: xen("m1.small", m1)},
		"13 not the owner's type":          {image: image(only("m7g.*", "c5.large")), kind: nitro("t3.micro"), says: "!owner's types", word: "not among"},
		"13 one of the owner's types":      {image: image(only("m7g.*", "t3.m*o")), kind: nitro("t3.micro")},
		"13 ruled out":                     {image: image(only("!*.micro")), kind: nitro("t3.micro"), says: "!owner's types", word: "rules t3.micro out"},
		"13 another one ruled out":         {image: image(only("!*.nano", "!t3.micr", "!3.micro")), kind: nitro("t3.micro")},
		"14 more volumes than it takes":    {image: image(volumes(28)), kind: nitro("t3.micro"), says: "!volumes", word: "28 volumes, and t3.micro takes 27"},
		"14 as many as it takes":           {image: image(volumes(27)), kind: nitro("t3.micro")},
		"14 as many, with disks besides":   {image: image(volumes(27)), kind: nitro("m5d.large", disks), says: "volumes", word: "own disks"},
		"14 a type that says no number":    {image: image(volumes(40)), kind: nitro("t3.micro", func(t *ami.InstanceType) { t.MaxVolumes = 0 })},
		"15 a disk that is not there":      {image: image(ephemeral), kind: nitro("t3.micro"), says: "instance store", word: "left out"},
		"15 a disk that is":                {image: image(ephemeral), kind: nitro("m5d.large", disks)},
		"16 the hypervisor is no mismatch": {image: image(func(i *ami.Image) { i.Hypervisor = text.Clean("xen") }), kind: nitro("t3.micro")},
		"17 enclaves that nobody wants":    {image: image(), kind: nitro("t3.micro", func(t *ami.InstanceType) { t.Enclaves = text.Clean("unsupported") })},
		"17 enclaves where there are none": {image: image(), kind: nitro("t3.micro", func(t *ami.InstanceType) { t.Enclaves = text.Clean("unsupported") }), launch: fit.Launch{Enclaves: true}, says: "!enclaves", word: "t3.micro does not have"},
		"17 enclaves where they are":       {image: image(), kind: nitro("m7i.xlarge", func(t *ami.InstanceType) { t.Enclaves = text.Clean("supported") }), launch: fit.Launch{Enclaves: true}},
		"18 32-bit on a large type":        {image: image(arch("i386")), kind: xen("m4.large"), says: "!architecture enhanced networking", word: "made for i386"},
		"18 32-bit on a small one":         {image: image(arch("i386")), kind: xen("m1.small", m1)},
		"20 macOS": {image: image(arch("arm64_mac")), kind: nitro("mac2.metal", metal, func(t *ami.InstanceType) {
			t.Architectures, t.BootModes = words("arm64_mac"), words("uefi")
		}), says: "!dedicated host", word: "Dedicated Host"},
		"20 metal, but not macOS":          {image: image(), kind: nitro("m5.metal", metal)},
		"21 no driver for the old network": {image: image(), kind: xen("c4.large"), says: "enhanced networking", word: "SriovNetSupport"},
		"21 the driver is there":           {image: image(func(i *ami.Image) { i.SRIOV = text.Clean("simple") }), kind: xen("c4.large")},
		"21 a type without such a network": {image: image(), kind: xen("t2.micro")},
		"22 in a zone that has it":         {image: image(), kind: nitro("t3.micro"), launch: fit.Launch{Zones: zones, Zone: "us-east-1b"}},
		"22 in a zone that has it not":     {image: image(), kind: nitro("t3.micro"), launch: fit.Launch{Zones: zones, Zone: "us-east-1c"}, says: "!offered", word: "but in us-east-1a, us-east-1b"},
		"22 in any zone":                   {image: image(), kind: nitro("t3.micro"), launch: fit.Launch{Zones: zones}},
		"22 in none of the region":         {image: image(), kind: nitro("p5.48xlarge"), launch: fit.Launch{Zones: zones}, says: "!offered", word: "in this region"},
		"22 zones that are not known":      {image: image(), kind: nitro("p5.48xlarge"), launch: fit.Launch{Zone: "us-east-1a"}},
		"not as a Spot Instance":           {image: image(), kind: nitro("x.large", func(t *ami.InstanceType) { t.Usage = words("on-demand") }), launch: fit.Launch{Spot: true}, says: "!offered", word: "Spot"},
	} {
		t.Run(name, func(t *testing.T) {
			c.launch.Image = c.image
			said := fit.Type(c.launch, c.kind)
			if got := rules(said); got != c.says {
				t.Errorf("says %q, want %q: %+v", got, c.says, said)
			}
			if c.word != "" && !slices.ContainsFunc(said, func(v fit.Verdict) bool { return strings.Contains(v.Why, c.word) }) {
				t.Errorf("%q is in none of %+v", c.word, said)
			}
			if refused := fit.Refusal(c.launch, c.kind) != ""; refused != strings.Contains(c.says, "!") {
				t.Errorf("refused: %v", refused)
			}
		})
	}
}

func rules(said []fit.Verdict) string {
	var names []string
	for _, v := range said {
		names = append(names, map[bool]string{true: "!"}[v.Refuse]+v.Rule)
	}
	return strings.Join(names, " ")
}

// TestImageRules has the rules that hold on any type.
func TestImageRules(t *testing.T) {
	in := func(s string) func(*ami.Image) { return func(i *ami.Image) { i.State = text.Clean(s) } }
	hidden := func(i *ami.Image) { i.Allowed = ami.No }
	for name, c := range map[string]struct {
		image   *ami.Image
		allowed string
		says    string
		word    string
	}{
		"available": {image: image()},
		"11 IMDSv2": {image: image(func(i *ami.Image) { i.IMDS = text.Clean("v2.0") }), says: "IMDS", word: "token"},
		"19 a product of the Marketplace": {image: image(func(i *ami.Image) {
			i.ProductCodes = []ami.ProductCode{{ID: text.Clean("abc"), Type: text.Clean("marketplace")}}
		}), says: "product codes", word: "abc"},
		"23 pending":                         {image: image(in("pending")), says: "!state", word: "wait"},
		"23 disabled":                        {image: image(in("disabled")), says: "!state", word: "enable it"},
		"23 failed":                          {image: image(in("failed")), says: "!state", word: "failed"},
		"24 not allowed":                     {image: image(hidden), allowed: "enabled", says: "!allowed images"},
		"24 not allowed, and only audited":   {image: image(hidden), allowed: "audit-mode", says: "allowed images", word: "audit"},
		"24 not allowed, and nobody minds":   {image: image(hidden), allowed: "disabled"},
		"24 allowed, where others would not": {image: image(func(i *ami.Image) { i.Allowed = ami.Yes }), allowed: "enabled"},
	} {
		t.Run(name, func(t *testing.T) {
			said := fit.Image(fit.Launch{Image: c.image, Allowed: c.allowed})
			if got := rules(said); got != c.says || c.word != "" && !strings.Contains(said[0].Why, c.word) {
				t.Errorf("says %q, want %q with %q: %+v", got, c.says, c.word, said)
			}
		})
	}
}

// BenchmarkType filters all types of a region for an image, as each key of a
// form does.
func BenchmarkType(b *testing.B) {
	zones := map[string][]string{}
	var types []*ami.InstanceType
	for n := range 900 {
		name := fmt.Sprintf("m%d.large", n)
		zones[name] = []string{"us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d", "us-east-1f"}
		types = append(types, []func(string, ...func(*ami.InstanceType)) *ami.InstanceType{nitro, xen}[n%2](name))
	}
	l := fit.Launch{Image: image(needsTPM, encrypted), Zones: zones, Zone: "us-east-1f"}
	for b.Loop() {
		for _, t := range types {
			fit.Refusal(l, t)
		}
	}
}
