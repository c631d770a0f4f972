package sim

import "strings"

const awsPartition = "aws"

// awsRegion is what AWS says of one of its regions.
type awsRegion struct {
	name      string
	partition string
	optIn     bool
	// zones are the letters of its availability zones, as most accounts see them.
	zones string
	// zoneID is what its zone IDs start with: use1 of use1-az1.
	zoneID string
}

// regionTable lists AWS's regions: name, zone ID prefix, zone letters, and
// "opt-in" where an account must ask for the region. Other partitions follow
// with their name.
const regionTable = `
af-south-1 afs1 abc opt-in
ap-east-1 ape1 abc opt-in
ap-east-2 ape2 abc opt-in
ap-northeast-1 apne1 acd
ap-northeast-2 apne2 abcd
ap-northeast-3 apne3 abc
ap-south-1 aps1 abc
ap-south-2 aps2 abc opt-in
ap-southeast-1 apse1 abc
ap-southeast-2 apse2 abc
ap-southeast-3 apse3 abc opt-in
ap-southeast-4 apse4 abc opt-in
ap-southeast-5 apse5 abc opt-in
ap-southeast-6 apse6 abc opt-in
ap-southeast-7 apse7 abc opt-in
ca-central-1 cac1 abd
ca-west-1 caw1 abc opt-in
eu-central-1 euc1 abc
eu-central-2 euc2 abc opt-in
eu-north-1 eun1 abc
eu-south-1 eus1 abc opt-in
eu-south-2 eus2 abc opt-in
eu-west-1 euw1 abc
eu-west-2 euw2 abc
eu-west-3 euw3 abc
il-central-1 ilc1 abc opt-in
me-central-1 mec1 abc opt-in
me-south-1 mes1 abc opt-in
mx-central-1 mxc1 abc opt-in
sa-east-1 sae1 abc
us-east-1 use1 abcdef
us-east-2 use2 abc
us-west-1 usw1 ac
us-west-2 usw2 abcd
cn-north-1 cnn1 abc aws-cn
cn-northwest-1 cnnw1 abc aws-cn
us-gov-east-1 usge1 abc aws-us-gov
us-gov-west-1 usgw1 abc aws-us-gov
`

// awsRegions lists every region a seed may name, in the order DescribeRegions
// lists them.
func awsRegions() []awsRegion {
	var regions []awsRegion
	for line := range strings.Lines(strings.TrimSpace(regionTable)) {
		fields := strings.Fields(line)
		r := awsRegion{name: fields[0], partition: awsPartition, zoneID: fields[1], zones: fields[2]}
		switch {
		case len(fields) == 3:
		case fields[3] == "opt-in":
			r.optIn = true
		default:
			r.partition = fields[3]
		}
		regions = append(regions, r)
	}
	return regions
}

func regionNames() []string {
	var names []string
	for _, r := range awsRegions() {
		names = append(names, r.name)
	}
	return names
}

func isRegion(name string) bool {
	_, ok := findRegion(name)
	return ok
}

func findRegion(name string) (awsRegion, bool) {
	for _, r := range awsRegions() {
		if r.name == name {
			return r, true
		}
	}
	return awsRegion{}, false
}
