package op_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tami/model/ami"
	"tami/model/op"
	"tami/model/text"
)

const (
	inA  = "subnet-0a000001"
	inB  = "subnet-0b000002"
	away = "subnet-0c000003"
	sgA  = "sg-0a000001"
	sgC  = "sg-0c000003"
)

func safes(list ...string) (out []text.Safe) {
	for _, w := range list {
		out = append(out, text.Clean(w))
	}
	return out
}

// launchpad has an image of 8 GiB of gp3 to launch, and a place to launch it
// in; change tells what is other than usual, last.
func launchpad(change ...func(*fleet)) *fleet {
	f := newFleet("us-east-1").add("ami-1", "web-1", "snap-1 8")
	f.image("ami-1", func(i *ami.Image) { i.Architecture = text.Clean("x86_64") })
	kind := func(name, arch string, cpus int32, mib int64, current bool) ami.InstanceType {
		t := ami.InstanceType{
			Name: text.Clean(name), VCPUs: cpus, MemoryMiB: mib, Architectures: safes(arch), BootModes: safes("legacy-bios", "uefi"), Virtual: safes("hvm"),
			RootDevices: safes("ebs"), Usage: safes("on-demand", "spot"), TPM: safes("2.0"), ENA: text.Clean("required"), NVMe: text.Clean("required"),
			Encryption: text.Clean("supported"), MaxVolumes: 27, Current: current,
		}
		if arch == "arm64" {
			t.BootModes = safes("uefi")
		}
		return t
	}
	zones := map[string][]string{}
	types := []ami.InstanceType{kind("m7g.large", "arm64", 2, 8192, true), kind("t3.large", "x86_64", 2, 8192, true), kind("t3.micro", "x86_64", 2, 1024, true), kind("m3.medium", "x86_64", 1, 3840, false)}
	for _, t := range types {
		zones[t.Name.String()] = []string{"us-east-1a", "us-east-1b"}
	}
	zones["t3.large"] = []string{"us-east-1a"}
	subnet := func(id, zone, vpc string, free int32, usual, public bool) ami.Subnet {
		return ami.Subnet{ID: text.Clean(id), VPC: text.Clean(vpc), Zone: text.Clean("us-east-1" + zone), Free: free, Default: usual, PublicIPv4: public, State: text.Clean("available")}
	}
	f.but(func(f *fleet) {
		f.know(ami.OfferedTypes{Where: f.at}, ami.InstanceTypeList{List: types})
		f.know(ami.TypeZones{Where: f.at}, ami.OfferingList{Zones: zones})
		f.know(ami.KeyPairs{Where: f.at}, ami.KeyPairList{List: []ami.KeyPair{{Name: text.Clean("ops"), ID: text.Clean("key-1"), Type: text.Clean("ed25519")}}})
		f.know(ami.Subnets{Where: f.at}, ami.SubnetList{List: []ami.Subnet{
			subnet(inA, "a", "vpc-1", 250, true, true), subnet(inB, "b", "vpc-1", 3, true, true), subnet(away, "a", "vpc-2", 100, false, false)}})
		f.know(ami.SecurityGroups{Where: f.at}, ami.SecurityGroupList{List: []ami.SecurityGroup{
			{ID: text.Clean(sgA), Name: text.Clean("web"), VPC: text.Clean("vpc-1")}, {ID: text.Clean(sgC), Name: text.Clean("inside"), VPC: text.Clean("vpc-2")}}})
		f.know(ami.EBSDefaults{Where: f.at}, ami.EBSDefaultsBody{Encrypts: ami.No})
		f.know(ami.AllowedImages{Where: f.at}, ami.AllowedSettings{State: text.Clean("disabled")})
	})
	for _, c := range change {
		f.but(c)
	}
	return f
}

// with tells of the image anew, changed.
func with(change func(*ami.Image)) func(*fleet) {
	return func(f *fleet) {
		f.image("ami-1", change)
		f.know(ami.OneImage{Where: f.at, ID: "ami-1"}, ami.ImagePage{Images: f.images[:1]})
	}
}

func (f *fleet) launch(t *testing.T, values ...string) op.Plan {
	t.Helper()
	return f.tell().plan(t, "launch", "ami-1", values...)
}

// TestLaunchCost has what launches cost a month.
func TestLaunchCost(t *testing.T) {
	disk := func(change func(*ami.EBS)) func(*fleet) {
		return with(func(i *ami.Image) { change(i.Devices[0].EBS) })
	}
	for name, c := range map[string]struct {
		with      func(*fleet)
		hushed    ami.Need
		values    []string
		low, high float64
		label     string
		unknown   string
	}{
		"the smallest, with a public address": {values: []string{"subnet=" + inA}, low: 11.882, high: 11.882, label: "exact"},
		"in the default network":              {low: 11.882, high: 11.882, label: "exact"},
		"without a public address":            {values: []string{"subnet=" + away}, low: 8.232, high: 8.232, label: "exact"},
		"five of them":                        {values: []string{"count=5"}, low: 59.41, high: 59.41, label: "exact"},
		"a larger root volume":                {values: []string{"root-size=100"}, low: 19.242, high: 19.242, label: "exact"},
		"IOPS above what is free":             {values: []string{"root-size=100", "root-iops=4000"}, low: 24.242, high: 24.242, label: "exact"},
		"as a Spot Instance":                  {values: []string{"spot=true"}, low: 4.29, high: 11.882, label: "up to"},
		"as a Spot Instance at a price":       {values: []string{"spot=true", "spot-price=0.005"}, low: 4.29, high: 7.94, label: "up to"},
		"at a price above on demand":          {values: []string{"spot=true", "spot-price=5"}, low: 4.29, high: 11.882, label: "up to"},
		"subnets that may not be read": {hushed: ami.Subnets{Where: ami.Where{Region: "us-east-1"}}, values: []string{"subnet=" + inA},
			low: 8.232, high: 11.882, label: "up to"},
		"a volume that the image says nothing of": {with: disk(func(e *ami.EBS) { e.VolumeType = text.Safe{} }), low: 12.042, high: 12.042, label: "exact"},
		"Windows": {with: with(func(i *ami.Image) {
			i.UsageOperation, i.PlatformDetails = text.Clean("RunInstances:0002"), text.Clean("Windows")
		}), low: 4.29, high: 4.29, label: "unknown", unknown: "t3.micro with Windows"},
		"a product of the Marketplace": {with: with(func(i *ami.Image) {
			i.Extra = &ami.Extra{ProductCodes: []ami.ProductCode{{ID: text.Clean("prod-1"), Type: text.Clean("marketplace")}}}
		}), low: 11.882, high: 11.882, label: "unknown", unknown: "seller of prod-1"},
		"a type from a template": {values: []string{"type=", "template=lt-0a1b2c3d4", "subnet=" + inA}, low: 4.29, high: 4.29, label: "unknown", unknown: "launch template names"},
	} {
		t.Run(name, func(t *testing.T) {
			f := launchpad()
			if c.with != nil {
				f = launchpad(c.with)
			}
			f.hushed = c.hushed
			p := f.launch(t, append([]string{"type=t3.micro"}, c.values...)...)
			got := p.Cost
			if !near(got.StartsLow, c.low) || !near(got.StartsHigh, c.high) || got.Label != c.label || !strings.Contains(strings.Join(got.Unknown, ";"), c.unknown) || (c.unknown == "") != (len(got.Unknown) == 0) {
				t.Errorf("%+v", got)
			}
		})
	}
	region := newFleet("mx-central-1").add("ami-1", "web-1", "snap-1 8")
	if p := region.launch(t, "type=t3.micro"); p.Cost.Label != "unknown" || len(p.Cost.Unknown) != 2 || !strings.Contains(p.Cost.Unknown[0], "no figure for mx-central-1") {
		t.Errorf("%+v", p.Cost)
	}
}

// TestLaunchCall sends what was asked for, and nothing that was not.
func TestLaunchCall(t *testing.T) {
	p := launchpad().launch(t, "type=t3.micro")
	if got, want := op.CLI(p.Steps[0].Do, "", "us-east-1"), "aws ec2 run-instances --image-id ami-1 --instance-type t3.micro --count 1 --region us-east-1"; got != want {
		t.Errorf("%s", got)
	}
	p = launchpad().launch(t, "type=t3.micro", "count=2", "subnet="+inA, "security-group="+sgA, "key=ops", "profile-arn=arn:aws:iam::111122223333:instance-profile/web",
		"user-data=#!/bin/sh\npassword=hunter2", "user-data-file=setup.sh", "spot=true", "name=try", "root-size=20", "root-type=io2", "root-iops=500", "kms-key=alias/prod", "http-tokens=required")
	got := op.CLI(p.Steps[0].Do, "", "us-east-1")
	want := `aws ec2 run-instances --image-id ami-1 --instance-type t3.micro --count 2 --subnet-id subnet-0a000001 --key-name ops --security-group-ids sg-0a000001 ` +
		`--iam-instance-profile Arn=arn:aws:iam::111122223333:instance-profile/web --user-data file://setup.sh ` +
		`--block-device-mappings '[{"DeviceName":"/dev/xvda","Ebs":{"VolumeSize":20,"VolumeType":"io2","Iops":500,"Encrypted":true,"KmsKeyId":"alias/prod"}}]' ` +
		`--instance-market-options MarketType=spot --metadata-options HttpTokens=required ` +
		`--tag-specifications '{"ResourceType":"instance","Tags":[{"Key":"Name","Value":"try"}]}' '{"ResourceType":"volume","Tags":[{"Key":"Name","Value":"try"}]}' --region us-east-1`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := op.CLI(launchpad().launch(t, "type=t3.micro", "spot=true", "spot-price=0.05").Steps[0].Do, "", ""); !strings.Contains(got, `'{"MarketType":"spot","SpotOptions":{"MaxPrice":"0.05"}}'`) {
		t.Error(got)
	}
	if p.Risk != op.Costly || p.Title != "Launch web-1 as 2 × t3.micro" || p.Grade() != op.Lossy {
		t.Errorf("%q, risk %d, %s", p.Title, p.Risk, p.Grade())
	}
}

// TestUserDataIsInNoFile holds the whole plan, as the journal keeps it.
func TestUserDataIsInNoFile(t *testing.T) {
	p := launchpad().launch(t, "type=t3.micro", "user-data=#!/bin/sh\npassword=hunter2", "user-data-file=setup.sh")
	b, err := json.Marshal(p)
	if err != nil || strings.Contains(string(b), "hunter2") || !strings.Contains(string(b), `"UserDataBytes":26`) {
		t.Errorf("%v %s", err, b)
	}
	if strings.Contains(op.Plain(p), "hunter2") {
		t.Error("the plan shows it")
	}
	var back op.Plan
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if c := back.Steps[0].Do.(op.RunInstances); !c.LacksUserData() || p.Steps[0].Do.(op.RunInstances).LacksUserData() {
		t.Errorf("%+v", c)
	}
}

// TestUserDataIsInNoScript: what was typed is handed to a script in a variable,
// without which it stops; a file is named, as bytes where it is no text.
func TestUserDataIsInNoScript(t *testing.T) {
	for name, c := range map[string]struct {
		values []string
		want   string
	}{
		"typed":  {[]string{"user-data=#!/bin/sh\npassword=hunter2"}, `--user-data "${USER_DATA:?the user data is not written here, export it}"`},
		"file":   {[]string{"user-data=password=hunter2", "user-data-file=a b.sh"}, "--user-data 'file://a b.sh'"},
		"binary": {[]string{"user-data=\x1f\x8bhunter2", "user-data-file=x.gz"}, "--user-data fileb://x.gz"},
		"none":   {nil, "--count 1 --region"},
	} {
		p := launchpad().launch(t, append(c.values, "type=t3.micro")...)
		if got := op.Script(p); !strings.Contains(got, c.want) || strings.Contains(got, "hunter2") {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestWrongLaunchesAreNamed: bad input gets one sentence with the way out, in
// the form at its field where it is the fault of one.
func TestWrongLaunchesAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		with   func(*fleet)
		values []string // besides a type that fits
		field  string   // whose check says so
		said   []string
	}{
		"no type":                     {values: []string{"type="}, said: []string{"type is missing", "t3.micro", "launch template"}},
		"a word that is no type":      {values: []string{"type=T3 micro"}, field: "type", said: []string{`"T3 micro"`, "t3.micro"}},
		"a type that is not there":    {values: []string{"type=t3.mikro"}, field: "type", said: []string{"us-east-1", `"t3.mikro"`, "is it t3.micro"}},
		"a type of another processor": {values: []string{"type=m7g.large"}, field: "type", said: []string{"made for x86_64", "what fits is t3.micro, t3.large"}},
		"a type that the zone lacks":  {values: []string{"type=t3.large", "subnet=" + inB}, field: "type", said: []string{"not offered in us-east-1b, but in us-east-1a", "t3.micro"}},
		"none":                        {values: []string{"count=0"}, field: "count", said: []string{`"0"`, "1 to 100"}},
		"too many":                    {values: []string{"count=101"}, field: "count", said: []string{"101 are more", "1 to 100"}},
		"no number":                   {values: []string{"count=a few"}, field: "count", said: []string{`"a few"`, "1 to 100"}},
		"a price of nothing":          {values: []string{"spot=true", "spot-price=0"}, field: "spot-price", said: []string{`"0"`, "such as 0.05"}},
		"a price in words":            {values: []string{"spot=true", "spot-price=$0.05"}, field: "spot-price", said: []string{`"$0.05"`}},
		"a price without Spot":        {values: []string{"spot-price=0.05"}, said: []string{"spot-price", "turn them on"}},
		"more than there is room for": {values: []string{"count=4", "subnet=" + inB}, field: "subnet", said: []string{"3 addresses left", "4 instances are"}},
		"no subnet":                   {values: []string{"subnet=vpc-1"}, field: "subnet", said: []string{`"vpc-1"`, "subnet-0"}},
		"a subnet that is not there":  {values: []string{"subnet=subnet-0dead001"}, field: "subnet", said: []string{"no subnet subnet-0dead001", inA + " in us-east-1a"}},
		"a group by its name":         {values: []string{"security-group=web"}, field: "security-group", said: []string{`"web"`, "sg-0"}},
		"a group that is not there":   {values: []string{"security-group=sg-0dead001"}, field: "security-group", said: []string{"sg-0dead001"}},
		"a group of another network":  {values: []string{"subnet=" + inA, "security-group=" + sgC}, field: "security-group", said: []string{"inside", "vpc-2", "vpc-1"}},
		"a group of another, default": {values: []string{"security-group=" + sgC}, field: "security-group", said: []string{"vpc-2", "vpc-1"}},
		"a key that is not there":     {values: []string{"key=op"}, field: "key", said: []string{`"op"`, "is it ops?"}},
		"a role for a profile":        {values: []string{"profile-arn=arn:aws:iam::111122223333:role/web"}, field: "profile-arn", said: []string{"of a role", "instance-profile/NAME"}},
		"a name for a profile":        {values: []string{"profile-arn=web"}, field: "profile-arn", said: []string{`"web"`}},
		"33 KiB of user data":         {values: []string{"user-data=" + strings.Repeat("x", 33<<10)}, field: "user-data", said: []string{"33792 bytes", "AWS takes 16384", "S3"}},
		"a long name":                 {values: []string{"name=" + strings.Repeat("x", 257)}, field: "name", said: []string{"257", "256"}},
		"a size with a unit":          {values: []string{"root-size=8GB"}, field: "root-size", said: []string{`"8GB"`, "without a unit"}},
		"smaller than its snapshot":   {values: []string{"root-size=4"}, field: "root-size", said: []string{"4 GiB", "smaller than its snapshot", "8 or more"}},
		"larger than there are":       {values: []string{"root-size=65537"}, field: "root-size", said: []string{"1 to 65536", "65537"}},
		"too large for the type":      {values: []string{"root-size=2000", "root-type=standard"}, field: "root-size", said: []string{"standard", "1 to 1024"}},
		"IOPS where there are none":   {values: []string{"root-type=gp2", "root-iops=4000"}, field: "root-iops", said: []string{"gp2", "gp3, io1 or io2"}},
		"too few IOPS":                {values: []string{"root-iops=100"}, field: "root-iops", said: []string{"3000 to 80000", "100"}},
		"too many IOPS for the size":  {values: []string{"root-iops=5000"}, field: "root-iops", said: []string{"5000", "8 GiB of gp3", "500 for each GiB", "root-size"}},
		"IOPS that are missing":       {values: []string{"root-type=io2"}, said: []string{"io2 takes IOPS", "100 to 8000", "root-iops"}},
		"throughput of io2":           {values: []string{"root-type=io2", "root-iops=500", "root-throughput=200"}, field: "root-throughput", said: []string{"io2", "gp3"}},
		"too much throughput":         {values: []string{"root-throughput=2001"}, field: "root-throughput", said: []string{"125 to 2000"}},
		"throughput without IOPS":     {values: []string{"root-throughput=1000"}, field: "root-throughput", said: []string{"4000 IOPS", "has 3000", "root-iops"}},
		"no KMS key":                  {values: []string{"kms-key=my key"}, field: "kms-key", said: []string{`"my key"`, "alias/NAME"}},
		"a template by its name":      {values: []string{"template=web"}, field: "template", said: []string{`"web"`, "lt-0"}},
		"a version that is none":      {values: []string{"template=lt-0a1b2c3d4", "template-version=latest"}, field: "template-version", said: []string{`"latest"`, "$Latest"}},
		"a version of nothing":        {values: []string{"template-version=3"}, said: []string{"no launch template"}},
		"a root volume of none": {with: with(func(i *ami.Image) { i.Devices, i.RootDevice = nil, text.Safe{} }), values: []string{"root-size=8"},
			said: []string{"no root volume on EBS"}},
		"no default network": {with: func(f *fleet) {
			f.know(ami.Subnets{Where: f.at}, ami.SubnetList{List: []ami.Subnet{{ID: text.Clean(away), VPC: text.Clean("vpc-2"), Zone: text.Clean("us-east-1a"), Free: 9}}})
		}, said: []string{"no default network", away}},
	} {
		t.Run(name, func(t *testing.T) {
			f := launchpad()
			if c.with != nil {
				f = launchpad(c.with)
			}
			a, r := f.tell().request("launch", "ami-1", append([]string{"type=t3.micro"}, c.values...)...)
			p, err := a.Plan(r, f.Facts())
			if err == nil {
				t.Fatalf("it made a plan: %s", op.Plain(p))
			}
			for _, s := range c.said {
				if !strings.Contains(err.Error(), s) {
					t.Errorf("%q is not in %q", s, err)
				}
			}
			if c.field == "" {
				return
			}
			fields := a.Fields(r, f.Facts())
			i := slices.IndexFunc(fields, func(f op.Field) bool { return f.Name == c.field })
			if said := fields[i].Check(r.Values.One(c.field)); said == nil || said.Error() != err.Error() {
				t.Errorf("the field says %v, the plan %v", said, err)
			}
		})
	}
}

// TestLaunchSays has what the image's properties and the choices imply.
func TestLaunchSays(t *testing.T) {
	key := "arn:aws:kms:us-east-1:111122223333:key/k1"
	keyed := func(state string) func(*fleet) {
		return func(f *fleet) {
			f.snap("snap-1", func(s *ami.Snapshot) { s.Encrypted, s.KeyID = ami.Yes, text.Clean(key) })
			f.know(ami.OneSnapshot{Where: f.at, ID: "snap-1"}, ami.SnapshotBody{Snapshot: f.disks[0]})
			f.know(ami.Key{Where: f.at, ARN: key}, ami.KeyBody{State: text.Clean(state)})
		}
	}
	for name, c := range map[string]struct {
		with   func(*fleet)
		values []string
		level  op.Level
		said   string
	}{
		"IMDSv2":                   {with: with(func(i *ami.Image) { i.IMDS = text.Clean("v2.0") }), level: op.Note, said: "IMDSv2: instances answer metadata requests with a token only"},
		"IMDSv2 given up":          {with: with(func(i *ami.Image) { i.IMDS = text.Clean("v2.0") }), values: []string{"http-tokens=optional"}, level: op.Warn, said: "without a token too"},
		"metadata off, and needed": {values: []string{"http-endpoint=disabled", "key=ops", "user-data=#!/bin/sh"}, level: op.Warn, said: "systems read the SSH key and the user data"},
		"metadata off":             {values: []string{"http-endpoint=disabled"}, level: op.Note, said: "cannot ask what they run on"},
		"one hop":                  {values: []string{"http-put-response-hop-limit=1"}, level: op.Note, said: "does not answer what runs in containers"},
		"many hops":                {values: []string{"http-put-response-hop-limit=64"}, level: op.Warn, said: "With a hop limit of 64"},
		"deprecated":               {with: with(func(i *ami.Image) { i.DeprecationTime = ami.ParseDate("2026-11-01T00:00:00Z") }), level: op.Warn, said: "deprecated since 1 Nov"},
		"not yet so":               {with: with(func(i *ami.Image) { i.DeprecationTime = ami.ParseDate("2027-11-01T00:00:00Z") })},
		"Secure Boot lost":         {with: with(func(i *ami.Image) { i.Created = ami.ParseDate("2015-11-01T00:00:00Z") }), level: op.Warn, said: "NVMe devices"},
		"a subscription": {with: with(func(i *ami.Image) {
			i.Extra = &ami.Extra{ProductCodes: []ami.ProductCode{{ID: text.Clean("p"), Type: text.Clean("marketplace")}}}
		}), level: op.Warn, said: "subscribed"},
		"a key":          {with: keyed("Enabled"), level: op.Note, said: "is encrypted with k1"},
		"a disabled key": {with: keyed("Disabled"), level: op.Stop, said: "k1 of snapshot snap-1 is Disabled"},
		"by default": {with: func(f *fleet) {
			f.know(ami.EBSDefaults{Where: f.at}, ami.EBSDefaultsBody{Encrypts: ami.Yes, Key: text.Clean(key)})
		}, level: op.Note, said: "encrypts new volumes, with k1"},
		"Spot":            {values: []string{"spot=true"}, level: op.Warn, said: "two minutes"},
		"Spot at a price": {values: []string{"spot=true", "spot-price=0.004"}, level: op.Warn, said: "once an hour costs more than $0.004"},
		"user data":       {values: []string{"user-data=#!/bin/sh"}, level: op.Note, said: "9 bytes"},
		"SSH":             {values: []string{"key=ops"}, level: op.Note, said: "ssh -i ops.pem ec2-user@ADDRESS"},
		"SSH to Ubuntu":   {with: with(func(i *ami.Image) { i.Name = text.Clean("my-ubuntu-24") }), values: []string{"key=ops"}, level: op.Note, said: "ubuntu@ADDRESS"},
		"no way in":       {level: op.Note, said: "nobody gets onto it"},
		"Session Manager": {values: []string{"profile-arn=arn:aws:iam::111122223333:instance-profile/web"}, level: op.Note, said: "aws ssm start-session --target INSTANCE --region us-east-1"},
		"Windows":         {with: with(func(i *ami.Image) { i.Platform = text.Clean("windows") }), values: []string{"key=ops"}, level: op.Note, said: "get-password-data"},
		"a snapshot gone": {with: func(f *fleet) { f.know(ami.OneSnapshot{Where: f.at, ID: "snap-1"}, ami.Absent{}) }, level: op.Stop, said: "snap-1 of web-1 is gone"},
		"an archived one": {with: func(f *fleet) {
			f.snap("snap-1", func(s *ami.Snapshot) { s.Tier = text.Clean("archive") })
			f.know(ami.OneSnapshot{Where: f.at, ID: "snap-1"}, ami.SnapshotBody{Snapshot: f.disks[0]})
		}, level: op.Stop, said: "in the archive"},
		"a disabled image": {with: with(func(i *ami.Image) { i.State = text.Clean("disabled") }), level: op.Stop, said: "enable it first"},
		"one not allowed": {with: func(f *fleet) {
			with(func(i *ami.Image) { i.Allowed = ami.No })(f)
			f.know(ami.AllowedImages{Where: f.at}, ami.AllowedSettings{State: text.Clean("enabled")})
		}, level: op.Stop, said: "allowed images"},
		"a type not of now": {values: []string{"type=m3.medium"}},
	} {
		t.Run(name, func(t *testing.T) {
			f := launchpad()
			if c.with != nil {
				f = launchpad(c.with)
			}
			p := f.launch(t, append([]string{"type=t3.micro"}, c.values...)...)
			if !slices.ContainsFunc(p.Warnings, func(w op.Warning) bool { return w.Level == c.level && strings.Contains(w.Text, c.said) }) && c.said != "" {
				t.Errorf("%s %q is not in %+v", c.level, c.said, p.Warnings)
			}
			if c.said == "" && (len(p.Stopped()) > 0 || slices.ContainsFunc(p.Warnings, func(w op.Warning) bool { return w.Level == op.Warn })) {
				t.Errorf("%+v", p.Warnings)
			}
			if (c.level == op.Stop) != (len(p.Stopped()) > 0) {
				t.Errorf("stopped: %q", p.Stopped())
			}
		})
	}
}

// TestUnreadLaunchFactsAreNamed denies one question at a time.
func TestUnreadLaunchFactsAreNamed(t *testing.T) {
	at := ami.Where{Region: "us-east-1"}
	for _, need := range []ami.Need{ami.OfferedTypes{Where: at}, ami.TypeZones{Where: at}, ami.KeyPairs{Where: at}, ami.Subnets{Where: at}, ami.SecurityGroups{Where: at},
		ami.EBSDefaults{Where: at}, ami.AllowedImages{Where: at}, ami.OneSnapshot{Where: at, ID: "snap-1"}} {
		f := launchpad()
		a, r := f.request("launch", "ami-1", "type=t3.micro", "key=ops", "subnet="+inA, "security-group="+sgA)
		f.hushed = need
		f.tell()
		if !slices.Contains(a.Needs(r, f.Facts()), need) {
			t.Errorf("%T is not asked", need)
		}
		p, err := a.Plan(r, f.Facts())
		if err != nil || !strings.Contains(op.Plain(p), "not permitted: this one") {
			t.Errorf("%T is denied, and nobody says so: %v\n%s", need, err, op.Plain(p))
		}
	}
}

// TestTypesToChoose lists what fits first, the smallest before the others, and
// says of what does not fit why.
func TestTypesToChoose(t *testing.T) {
	f := launchpad()
	a, r := f.tell().request("launch", "ami-1", "subnet="+inB)
	var got []string
	for _, c := range a.Fields(r, f.Facts())[0].Choices {
		got = append(got, c.Value+": "+c.Label+"; "+c.Off)
	}
	want := []string{
		"t3.micro: 2 vCPU, 1 GiB, $0.0104/h; ",
		"m3.medium: 1 vCPU, 3.75 GiB, earlier; ",
		"m7g.large: 2 vCPU, 8 GiB, $0.0816/h; the image is made for x86_64, and m7g.large runs arm64",
		"t3.large: 2 vCPU, 8 GiB, $0.0832/h; t3.large is not offered in us-east-1b, but in us-east-1a",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}

// TestLaunchIsUndoneByTermination names what the launch made, and what stays.
func TestLaunchIsUndoneByTermination(t *testing.T) {
	keep := with(func(i *ami.Image) {
		i.Devices = append(i.Devices, ami.Device{Name: text.Clean("/dev/sdb"), EBS: &ami.EBS{VolumeSize: 5, DeleteOnTermination: ami.No}})
	})
	p := launchpad(keep).launch(t, "type=t3.micro", "count=2")
	run := op.Start("r", p, noon())
	run.Apply(op.Event{Outcome: op.Outcome{Step: "1", State: op.Done, Made: map[string]string{"InstanceId": "i-1 i-2"}}})
	undo := run.Undo()
	if got := op.CLI(undo.Steps[0].Do, "", ""); got != "aws ec2 terminate-instances --instance-ids i-1 i-2" {
		t.Errorf("%s", got)
	}
	if !strings.Contains(p.UndoLine, "/dev/sdb") || !strings.Contains(p.UndoLine, "gone") {
		t.Errorf("%q", p.UndoLine)
	}
}

// TestATemplateMayNameTheRest: what is not known of it refuses nothing.
func TestATemplateMayNameTheRest(t *testing.T) {
	p := launchpad().launch(t, "template=lt-0a1b2c3d4", "template-version=7", "security-group="+sgC)
	if got, want := op.CLI(p.Steps[0].Do, "", ""), "aws ec2 run-instances --image-id ami-1 --count 1 --security-group-ids sg-0c000003 --launch-template LaunchTemplateId=lt-0a1b2c3d4,Version=7"; got != want {
		t.Errorf("%s", got)
	}
	if len(p.Stopped()) > 0 || !strings.Contains(op.Plain(p), "what the launch template lt-0a1b2c3d4 gives") {
		t.Error(op.Plain(p))
	}
}

// webTemplate is a launch template with two versions, the older one by default.
func webTemplate(older func(*ami.TemplateVersion)) func(*fleet) {
	return func(f *fleet) {
		v := ami.TemplateVersion{Number: 1, Default: true, Type: text.Clean("t3.large"), Key: text.Clean("ops"), Subnet: text.Clean(inA), Groups: safes(sgA),
			Tokens: text.Clean("optional"), UserData: text.Clean("abc"),
			Devices: []ami.Device{{Name: text.Clean("/dev/xvda"), EBS: &ami.EBS{VolumeSize: 40, VolumeType: text.Clean("gp3"), Throughput: 250}}}}
		older(&v)
		f.know(ami.TemplateVersions{Where: f.at, ID: "lt-0a1b2c3d4"}, ami.TemplateVersionList{ID: text.Clean("lt-0a1b2c3d4"), Name: text.Clean("web"),
			List: []ami.TemplateVersion{{Number: 2, Type: text.Clean("m7g.large")}, v}})
	}
}

// TestLaunchFromATemplate takes what is left empty from the launch template:
// the rules and the price are held to both together, and the call names only
// what was said.
func TestLaunchFromATemplate(t *testing.T) {
	f := launchpad(webTemplate(func(*ami.TemplateVersion) {}))
	p := f.launch(t, "type=", "template=lt-0a1b2c3d4", "name=try")
	plain := op.Plain(p)
	for _, want := range []string{"1 × t3.large", "40 GiB gp3, 250 MiB/s", "subnet-0a000001 in us-east-1a", "The launch template web, version 1", "has user data", "ssh -i ops.pem"} {
		if !strings.Contains(plain, want) {
			t.Errorf("%q is not said:\n%s", want, plain)
		}
	}
	if got := op.CLI(p.Steps[0].Do, "", ""); strings.Contains(got, "t3.large") || strings.Contains(got, "subnet") || !strings.Contains(got, "LaunchTemplateId=lt-0a1b2c3d4") {
		t.Error(got)
	}
	if p := f.launch(t, "type=t3.micro", "subnet="+inB, "root-size=50", "template=lt-0a1b2c3d4"); !strings.Contains(op.Plain(p), "1 × t3.micro") || !strings.Contains(op.CLI(p.Steps[0].Do, "", ""), `"VolumeSize":50`) {
		t.Error(op.Plain(p))
	}
	a, r := f.tell().request("launch", "ami-1", "type=", "template=lt-0a1b2c3d4")
	holds, offered := map[string]string{}, ""
	for _, f := range a.Fields(r, f.Facts()) {
		holds[f.Name] = f.Otherwise
		if f.Name == "template-version" {
			for _, c := range f.Choices {
				offered += c.Value + " " + c.Label + "; "
			}
		}
	}
	if want := "$Default the default, 1 now; $Latest the newest, 2 now; 2 m7g.large; 1 t3.large; "; offered != want {
		t.Errorf("versions %q, want %q", offered, want)
	}
	if holds["type"] != "t3.large, of the launch template" || holds["root-size"] != "40, of the launch template" || holds["user-data"] == "" || holds["count"] != "1" {
		t.Errorf("%q", holds)
	}
}

// TestTemplateThatDoesNotFit is refused before AWS is asked.
func TestTemplateThatDoesNotFit(t *testing.T) {
	for name, c := range map[string]struct {
		older  func(*ami.TemplateVersion)
		values []string
		want   string
	}{
		"a type of another architecture": {values: []string{"type=", "template-version=$Latest"}, want: "m7g.large runs arm64"},
		"a version that is not there":    {values: []string{"type=", "template-version=7"}, want: "web has no version 7; its newest is 2"},
		"no type at all":                 {older: func(v *ami.TemplateVersion) { v.Type = text.Safe{} }, values: []string{"type="}, want: "the launch template names no instance type"},
		"a subnet beside interfaces":     {older: func(v *ami.TemplateVersion) { v.Interfaces = true }, values: []string{"subnet=" + inA}, want: "network interfaces"},
		"a subnet that is gone":          {older: func(v *ami.TemplateVersion) { v.Subnet = text.Clean("subnet-0dead0001") }, values: []string{"type="}, want: "there is no subnet subnet-0dead0001"},
		"a size below the template's snapshot": {older: func(v *ami.TemplateVersion) {
			v.Devices = []ami.Device{{Name: text.Clean("/dev/xvda"), EBS: &ami.EBS{VolumeSize: 4}}}
		}, values: []string{"root-iops=3000"}, want: "smaller than its snapshot"},
	} {
		t.Run(name, func(t *testing.T) {
			if c.older == nil {
				c.older = func(*ami.TemplateVersion) {}
			}
			f := launchpad(webTemplate(c.older))
			a, r := f.tell().request("launch", "ami-1", append(c.values, "template=lt-0a1b2c3d4")...)
			if _, err := a.Plan(r, f.Facts()); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestLaunchPlanReads(t *testing.T) {
	p := launchpad().launch(t, "type=t3.micro", "count=2", "subnet="+inA, "key=ops", "name=try", "root-size=20")
	golden(t, "launch/two-of-an-image.txt", op.Plain(p))
}

// TestKeyOfALaunch looks at the key that volumes are to be encrypted with.
func TestKeyOfALaunch(t *testing.T) {
	names := func(f *fleet) {
		f.know(ami.Aliases{Where: f.at}, ami.AliasList{List: []ami.Alias{{Name: text.Clean("alias/prod"), KeyID: text.Clean("k1")}}})
	}
	state := func(word string) func(*fleet) {
		return func(f *fleet) {
			names(f)
			f.know(ami.Key{Where: f.at, ARN: "alias/prod"}, ami.KeyBody{State: text.Clean(word)})
		}
	}
	for name, c := range map[string]struct {
		with      func(*fleet)
		key, said string
	}{
		"that is there":   {state("Enabled"), "alias/prod", ""},
		"that is off":     {state("Disabled"), "alias/prod", "is Disabled"},
		"that is gone":    {names, "alias/gone", "There is no key alias/gone in us-east-1"},
		"nobody tells of": {names, "alias/prod", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := launchpad(c.with).launch(t, "type=t3.micro", "kms-key="+c.key)
			stops := ""
			for _, why := range p.Stopped() {
				stops += why
			}
			if c.said == "" && stops != "" || !strings.Contains(stops, c.said) {
				t.Errorf("%q is not in %q", c.said, stops)
			}
		})
	}
}

// BenchmarkLaunchForm is what a key costs in the form of a launch where a region
// has 900 types: every type is held to the image anew.
func BenchmarkLaunchForm(b *testing.B) {
	f := launchpad(func(f *fleet) {
		list, _ := f.Facts().Answer(ami.OfferedTypes{Where: f.at}).(ami.InstanceTypeList)
		var many []ami.InstanceType
		for i := range 900 {
			kind := list.List[i%len(list.List)]
			kind.Name = text.Clean("m" + strconv.Itoa(i) + ".large")
			many = append(many, kind)
		}
		f.know(ami.OfferedTypes{Where: f.at}, ami.InstanceTypeList{List: many})
	}).tell()
	a, r := f.request("launch", "ami-1", "type=m1.lar")
	for b.Loop() {
		if fields := a.Fields(r, f.Facts()); len(fields[0].Choices) != 900 {
			b.Fatal(len(fields[0].Choices))
		}
	}
}

// TestProfilesOfInstancesAreOffered, those of most instances first, and of none
// that is gone.
func TestProfilesOfInstancesAreOffered(t *testing.T) {
	const arn = "arn:aws:iam::111122223333:instance-profile/"
	instance := func(id, state, profile string) ami.Instance {
		return ami.Instance{ID: text.Clean(id), State: text.Clean(state), ProfileARN: text.Clean(profile)}
	}
	f := launchpad(func(f *fleet) {
		f.know(ami.Instances{Where: f.at}, ami.InstancePage{Instances: []ami.Instance{
			instance("i-1", "running", arn+"one"), instance("i-2", "running", arn+"many"), instance("i-3", "stopped", arn+"many"),
			instance("i-4", "terminated", arn+"gone"), instance("i-5", "running", ""),
		}})
	}).tell()
	field := func() op.Field {
		fields := op.Find("launch").Fields(op.Request{Action: "image.launch", Targets: []op.Target{{At: f.at, ID: "ami-1"}}}, f.Facts())
		return fields[slices.IndexFunc(fields, func(f op.Field) bool { return f.Name == "profile-arn" })]
	}
	var offered []string
	for _, c := range field().Choices {
		offered = append(offered, c.Value+" "+c.Label)
	}
	if want := []string{arn + "many of 2 instances here", arn + "one of 1 instance here"}; !slices.Equal(offered, want) {
		t.Errorf("%q, want %q", offered, want)
	}
	f.know(ami.Instances{Where: f.at}, ami.InstancePage{})
	if got := field(); len(got.Choices) != 0 || !strings.Contains(got.Lacks, "no instance of us-east-1") {
		t.Errorf("%+v", got)
	}
}
