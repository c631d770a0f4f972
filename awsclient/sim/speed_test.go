package sim

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// crowd is a region with many images, each as full as images usually are.
func crowd(n int) RegionSeed {
	r := RegionSeed{Images: make([]Image, n)}
	for i := range r.Images {
		r.Images[i] = Image{
			ImageId: fmt.Sprintf("ami-%017x", i+1), Name: fmt.Sprintf("web-arm64-2026.11.%02d-%07x", i%28+1, i), OwnerId: us,
			Description: "web & friends, built by the pipeline", ImageLocation: us + "/web", State: "available", ImageType: "machine",
			CreationDate: "2026-11-21T06:03:29.000Z", DeregistrationProtection: "disabled", Architecture: "arm64", BootMode: "uefi",
			EnaSupport: new(true), Hypervisor: "xen", ImdsSupport: "v2.0", PlatformDetails: "Linux/UNIX", UsageOperation: "RunInstances",
			RootDeviceName: "/dev/xvda", RootDeviceType: "ebs", SriovNetSupport: "simple", VirtualizationType: "hvm",
			SourceInstanceId: "i-0596260db80a50a50", SourceImageId: "ami-00add9793ff5c9d8b", SourceImageRegion: home,
			BlockDeviceMappings: []BlockDeviceMapping{{DeviceName: "/dev/xvda", Ebs: &EbsBlockDevice{
				SnapshotId: fmt.Sprintf("snap-%017x", i+1), VolumeSize: new(20), VolumeType: "gp3", Iops: new(3000), Throughput: new(125), DeleteOnTermination: new(true), Encrypted: new(true),
			}}},
			Tags: []Tag{{"Name", "web-arm64"}, {"team", "storefront"}, {"env", "prod"}},
		}
	}
	return r
}

// BenchmarkDescribeImages reads an account page by page, as a client does.
func BenchmarkDescribeImages(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			a := open(b, inHome(crowd(n)))
			images, bytes := 0, 0
			for b.Loop() {
				for token, more := "", true; more; {
					body := fetchPage(b, a, "&NextToken="+token)
					bytes += len(body)
					images += min(n, 1000)
					_, token, more = strings.Cut(string(body[len(body)-200:]), "<nextToken>")
					token, _, _ = strings.Cut(token, "<")
				}
			}
			b.ReportMetric(float64(images)/b.Elapsed().Seconds(), "images/s")
			b.ReportMetric(float64(bytes)/float64(images), "bytes/image")
		})
	}
}

// fetchPage gets a page of a thousand without reading it as XML.
func fetchPage(b *testing.B, a *Account, more string) []byte {
	r, err := http.NewRequest("POST", "https://aws.invalid/", strings.NewReader("Action=DescribeImages&Version=2016-11-15&Owner.1=self&IncludeDisabled=true&IncludeDeprecated=true&MaxResults=1000"+more))
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/ec2/aws4_request, Signature=0")
	response, err := a.Transport().RoundTrip(r)
	if err != nil || response.StatusCode != http.StatusOK {
		b.Fatal(err, response)
	}
	body := make([]byte, response.ContentLength)
	if _, err := io.ReadFull(response.Body, body); err != nil {
		b.Fatal(err)
	}
	return body
}

// BenchmarkParseSeed reads a seed of many images from its text.
func BenchmarkParseSeed(b *testing.B) {
	text, err := json.Marshal(inHome(crowd(10_000)))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := ParseSeed("seed.json", text); err != nil {
			b.Fatal(err)
		}
	}
}
