package sim

import (
	"context"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
)

// filled gives a value of a type with every field set to something of its own,
// so that two fields cannot be taken for each other.
func filled[T any]() T {
	var v T
	n := 0
	fill(reflect.ValueOf(&v).Elem(), false, &n)
	return v
}

func fill(v reflect.Value, isTime bool, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), isTime, n)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), readWireTag(v.Type().Field(i)).time, n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), isTime, n)
		fill(v.Index(1), isTime, n)
	case reflect.String:
		if isTime {
			v.SetString(testTime().Add(time.Duration(*n) * time.Second).Format(wireLayout))
		} else {
			v.SetString("text-" + string(rune('a'+*n%26)) + string(rune('a'+*n/26%26)) + string(rune('a'+*n/676%26)))
		}
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Float64:
		v.SetFloat(float64(*n) + 0.5)
	}
}

// sameShape reports every field of ours that the SDK read differently, and every
// field of the SDK's that we do not have.
func sameShape(t *testing.T, path string, ours, sdks reflect.Value) {
	t.Helper()
	for sdks.Kind() == reflect.Pointer && !sdks.IsNil() {
		sdks = sdks.Elem()
	}
	for ours.Kind() == reflect.Pointer && !ours.IsNil() {
		ours = ours.Elem()
	}
	switch {
	case sdks.Kind() == reflect.Pointer || !sdks.IsValid():
		t.Errorf("%s: the SDK read nothing", path)
	case sdks.Type() == reflect.TypeFor[time.Time]():
		if got := sdks.Interface().(time.Time).UTC().Format(wireLayout); got != ours.String() {
			t.Errorf("%s: the SDK read %s, want %s", path, got, ours)
		}
	case ours.Kind() == reflect.Struct:
		sameFields(t, path, ours, sdks)
	case ours.Kind() == reflect.Slice:
		if ours.Len() != sdks.Len() {
			t.Errorf("%s: the SDK read %d elements, want %d", path, sdks.Len(), ours.Len())
			return
		}
		for i := range ours.Len() {
			sameShape(t, path, ours.Index(i), sdks.Index(i))
		}
	case ours.Kind() == reflect.String:
		if sdks.Kind() != reflect.String || ours.String() != sdks.String() {
			t.Errorf("%s: the SDK read %v, want %v", path, sdks, ours)
		}
	default:
		if ours.Kind() == reflect.Float64 || sdks.Kind() == reflect.Float64 {
			if ours.Float() != sdks.Float() {
				t.Errorf("%s: the SDK read %v, want %v", path, sdks, ours)
			}
			return
		}
		if ours.Kind() == reflect.Bool {
			if ours.Bool() != sdks.Bool() {
				t.Errorf("%s: the SDK read %v, want %v", path, sdks, ours)
			}
			return
		}
		if ours.Int() != sdks.Int() {
			t.Errorf("%s: the SDK read %v, want %v", path, sdks, ours)
		}
	}
}

// notSaid are fields of ours that the SDK's type for the same thing has not:
// Auto Scaling's instance requirements borrow EC2's type.
const notSaid = " InstanceRequirements.RequireEncryptionInTransit "

func sameFields(t *testing.T, path string, ours, sdks reflect.Value) {
	t.Helper()
	for i := range sdks.NumField() {
		f := sdks.Type().Field(i)
		if f.IsExported() && !ours.FieldByName(f.Name).IsValid() {
			t.Errorf("%s: AWS has a field %s", path, f.Name)
		}
	}
	for i := range ours.NumField() {
		name := ours.Type().Field(i).Name
		below := sdks.FieldByName(name)
		if !below.IsValid() {
			if !strings.Contains(notSaid, " "+ours.Type().Name()+"."+name+" ") {
				t.Errorf("%s: AWS has no field %s", path, name)
			}
			continue
		}
		sameShape(t, path+"."+name, ours.Field(i), below)
	}
}

// shapes answers a request of the SDK with one result of ours, so that the SDK
// reads every field of it.
type shapes struct {
	protocol protocol
	action   string
	result   any
}

func (s shapes) RoundTrip(r *http.Request) (*http.Response, error) {
	answer := s.protocol.result(&call{action: s.action, requestID: "1"}, s.result)
	return respond(r, answer, testTime()), nil
}

func sdkConfig(through http.RoundTripper) aws.Config {
	return aws.Config{
		Region:       home,
		Credentials:  credentials.NewStaticCredentialsProvider("AKIATEST", "secret", ""),
		HTTPClient:   &http.Client{Transport: through},
		BaseEndpoint: aws.String("https://aws.invalid"),
	}
}

// TestSDKReadsEveryField: whatever a seed can hold of an EC2 or Auto Scaling
// resource, the SDK reads back under the same name, and the SDK knows no more.
func TestSDKReadsEveryField(t *testing.T) {
	ctx := context.Background()
	ec2With := func(action string, result any) *ec2.Client {
		return ec2.NewFromConfig(sdkConfig(shapes{ec2Query{newXMLWriter(dialect{"item", true})}, action, result}))
	}
	check := func(name string, ours, sdks any, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		sameShape(t, name, reflect.ValueOf(ours), reflect.ValueOf(sdks))
	}
	{
		want := describeImagesResult{Images: []*Image{new(filled[Image]())}}
		got, err := ec2With("DescribeImages", want).DescribeImages(ctx, nil)
		check("Image", want.Images, got.Images, err)
	}
	{
		want := describeSnapshotsResult{Snapshots: []*Snapshot{new(filled[Snapshot]())}}
		got, err := ec2With("DescribeSnapshots", want).DescribeSnapshots(ctx, nil)
		check("Snapshot", want.Snapshots, got.Snapshots, err)
	}
	{
		want := describeInstancesResult{Reservations: []*Reservation{new(filled[Reservation]())}}
		got, err := ec2With("DescribeInstances", want).DescribeInstances(ctx, nil)
		check("Reservation", want.Reservations, got.Reservations, err)
	}
	{
		want := describeInstanceStatusResult{InstanceStatuses: []InstanceStatus{filled[InstanceStatus]()}}
		got, err := ec2With("DescribeInstanceStatus", want).DescribeInstanceStatus(ctx, nil)
		check("InstanceStatus", want.InstanceStatuses, got.InstanceStatuses, err)
	}
	{
		want := describeVolumesResult{Volumes: []*Volume{new(filled[Volume]())}}
		got, err := ec2With("DescribeVolumes", want).DescribeVolumes(ctx, nil)
		check("Volume", want.Volumes, got.Volumes, err)
	}
	{
		want := describeKeyPairsResult{KeyPairs: []*KeyPair{new(filled[KeyPair]())}}
		got, err := ec2With("DescribeKeyPairs", want).DescribeKeyPairs(ctx, nil)
		check("KeyPair", want.KeyPairs, got.KeyPairs, err)
	}
	{
		want := describeVpcsResult{Vpcs: []*Vpc{new(filled[Vpc]())}}
		got, err := ec2With("DescribeVpcs", want).DescribeVpcs(ctx, nil)
		check("Vpc", want.Vpcs, got.Vpcs, err)
	}
	{
		want := describeSubnetsResult{Subnets: []*Subnet{new(filled[Subnet]())}}
		got, err := ec2With("DescribeSubnets", want).DescribeSubnets(ctx, nil)
		check("Subnet", want.Subnets, got.Subnets, err)
	}
	{
		want := describeSecurityGroupsResult{SecurityGroups: []*SecurityGroup{new(filled[SecurityGroup]())}}
		got, err := ec2With("DescribeSecurityGroups", want).DescribeSecurityGroups(ctx, nil)
		check("SecurityGroup", want.SecurityGroups, got.SecurityGroups, err)
	}
	{
		want := describeLaunchTemplatesResult{LaunchTemplates: []*LaunchTemplate{new(filled[LaunchTemplate]())}}
		got, err := ec2With("DescribeLaunchTemplates", want).DescribeLaunchTemplates(ctx, nil)
		check("LaunchTemplate", want.LaunchTemplates, got.LaunchTemplates, err)
	}
	{
		want := describeTemplateVersionsResult{Versions: []*LaunchTemplateVersion{new(filled[LaunchTemplateVersion]())}}
		got, err := ec2With("DescribeLaunchTemplateVersions", want).DescribeLaunchTemplateVersions(ctx, nil)
		check("LaunchTemplateVersion", want.Versions, got.LaunchTemplateVersions, err)
	}
	{
		want := describeTagsResult{Tags: []*TagDescription{new(filled[TagDescription]())}}
		got, err := ec2With("DescribeTags", want).DescribeTags(ctx, nil)
		check("TagDescription", want.Tags, got.Tags, err)
	}
	{
		want := describeRegionsResult{Regions: []Region{filled[Region]()}}
		got, err := ec2With("DescribeRegions", want).DescribeRegions(ctx, nil)
		check("Region", want.Regions, got.Regions, err)
	}
	{
		want := describeZonesResult{Zones: []AvailabilityZone{filled[AvailabilityZone]()}}
		got, err := ec2With("DescribeAvailabilityZones", want).DescribeAvailabilityZones(ctx, nil)
		check("AvailabilityZone", want.Zones, got.AvailabilityZones, err)
	}
	autoScalingWith := func(action string, result any) *autoscaling.Client {
		return autoscaling.NewFromConfig(sdkConfig(shapes{awsQuery{newXMLWriter(dialect{item: "member"}), "x"}, action, result}))
	}
	{
		want := describeGroupsResult{AutoScalingGroups: []*AutoScalingGroup{new(filled[AutoScalingGroup]())}}
		got, err := autoScalingWith("DescribeAutoScalingGroups", want).DescribeAutoScalingGroups(ctx, nil)
		check("AutoScalingGroup", want.AutoScalingGroups, got.AutoScalingGroups, err)
	}
	{
		want := describeConfigurationsResult{LaunchConfigurations: []*LaunchConfiguration{new(filled[LaunchConfiguration]())}}
		got, err := autoScalingWith("DescribeLaunchConfigurations", want).DescribeLaunchConfigurations(ctx, nil)
		check("LaunchConfiguration", want.LaunchConfigurations, got.LaunchConfigurations, err)
	}
}

// TestSDKReadsParameters: the JSON of Systems Manager is what the SDK takes.
func TestSDKReadsParameters(t *testing.T) {
	a := open(t, inHome(parameters()))
	client := ssm.NewFromConfig(sdkConfig(a.Transport()))
	got, err := client.GetParameter(context.Background(), &ssm.GetParameterInput{Name: aws.String("/app/image")})
	if err != nil {
		t.Fatal(err)
	}
	p := got.Parameter
	if *p.Value != amiID(2) || p.Version != 2 || !p.LastModifiedDate.Equal(testTime()) || *p.ARN != "arn:aws:ssm:us-east-1:111122223333:parameter/app/image" {
		t.Errorf("got %s version %d at %v, %s", *p.Value, p.Version, p.LastModifiedDate, *p.ARN)
	}
}

// parameters is a region with one parameter of two versions, and some below paths.
func parameters() RegionSeed {
	return RegionSeed{Parameters: []Parameter{
		{Name: "/app/image", Type: "String", Value: amiID(1), Version: 1, Labels: []string{"good"}, DataType: "aws:ec2:image"},
		{Name: "/app/image", Type: "String", Value: amiID(2), Version: 2, DataType: "aws:ec2:image", LastModifiedDate: "2026-11-21T12:00:00Z"},
		{Name: "/app/deep/er", Value: "x", Version: 1},
		{Name: "plain", Value: "y", Version: 1, Type: "StringList"},
	}}
}
