package contract

import (
	"slices"
	"strings"
	"testing"

	"tami/awsclient"
	"tami/model/ami"
)

// launchNeeds are the questions before a launch.
func launchNeeds(at ami.Where) []ami.Need {
	return []ami.Need{ami.OfferedTypes{Where: at}, ami.OfferedTypes{Where: at, Names: "c7g.large none.large"}, ami.TypeZones{Where: at}, ami.KeyPairs{Where: at}, ami.Subnets{Where: at}, ami.SecurityGroups{Where: at},
		ami.LaunchedWith{Where: at, Token: "nobody-sent-this"}}
}

// whatLaunchesTake checks that what is asked before a launch fits together.
func whatLaunchesTake(t *testing.T, g Target) {
	c := awsclient.New(g.Options)
	at := ami.Where{Region: g.Region}
	facts := Ask(t, c, slices.DeleteFunc(launchNeeds(at), func(n ami.Need) bool { return !g.has(n) })...)
	for n, f := range facts {
		if f[0].Problem != nil {
			t.Fatalf("%T: %v", n, f[0].Problem)
		}
	}
	zones := facts[ami.TypeZones{Where: at}][0].Body.(ami.OfferingList).Zones
	offeredTypes(t, facts[ami.OfferedTypes{Where: at}][0].Body.(ami.InstanceTypeList).List, zones, g.Region)
	subnets := facts[ami.Subnets{Where: at}][0].Body.(ami.SubnetList).List
	networks := map[string]bool{}
	for _, s := range subnets {
		networks[s.VPC.String()] = true
		if !strings.HasPrefix(s.ID.String(), "subnet-") || !strings.HasPrefix(s.Zone.String(), g.Region) || s.VPC.IsZero() || s.Free <= 0 {
			t.Errorf("subnet %+v", s)
		}
	}
	groups := facts[ami.SecurityGroups{Where: at}][0].Body.(ami.SecurityGroupList).List
	if !slices.ContainsFunc(groups, func(g ami.SecurityGroup) bool { return g.Name.String() == "default" && networks[g.VPC.String()] }) {
		t.Errorf("no default group of a network among %+v", groups)
	}
	for _, k := range facts[ami.KeyPairs{Where: at}][0].Body.(ami.KeyPairList).List {
		if k.Name.IsZero() || !strings.HasPrefix(k.ID.String(), "key-") {
			t.Errorf("key pair %+v", k)
		}
	}
	if g.Account && len(subnets) == 0 {
		t.Error("no subnets")
	}
}

// offeredTypes holds instance types that everybody knows to what is known of
// them.
func offeredTypes(t *testing.T, list []ami.InstanceType, zones map[string][]string, region string) {
	t.Helper()
	types := map[string]ami.InstanceType{}
	for _, i := range list {
		if types[i.Name.String()].VCPUs != 0 || i.VCPUs == 0 || i.MemoryMiB == 0 || len(i.Architectures) == 0 || len(i.Virtual) == 0 {
			t.Errorf("%s comes twice, or is half told: %+v", i.Name, i)
		}
		types[i.Name.String()] = i
		for _, z := range zones[i.Name.String()] {
			if !strings.HasPrefix(z, region) {
				t.Errorf("%s is offered in %s", i.Name, z)
			}
		}
	}
	if len(list) < 300 { // more than three pages of them
		t.Errorf("%d types", len(list))
	}
	small := types["t3.micro"]
	if small.VCPUs != 2 || small.MemoryMiB != 1024 || small.ENA.String() == "" || small.Architectures[0].String() != "x86_64" || !small.Burstable || small.BareMetal || len(zones["t3.micro"]) == 0 {
		t.Errorf("t3.micro is %+v in %v", small, zones["t3.micro"])
	}
	if arm := types["m6g.large"]; len(arm.Architectures) != 1 || arm.Architectures[0].String() != "arm64" || arm.MemoryMiB != 8192 {
		t.Errorf("m6g.large is %+v", arm)
	}
	if metal := types["m5.metal"]; !metal.BareMetal || !metal.Hypervisor.IsZero() {
		t.Errorf("m5.metal is %+v", metal)
	}
	if disks := types["m5d.large"]; !disks.Disks || disks.DiskGB == 0 {
		t.Errorf("m5d.large is %+v", disks)
	}
}
