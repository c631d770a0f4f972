package awsclient

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/ec2"

	"tami/model/ami"
)

// canned is an HTTP client with one answer.
type canned []byte

func (c canned) Do(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: 200, Header: http.Header{}, Request: r, ContentLength: int64(len(c)), Body: io.NopCloser(bytes.NewReader(c))}, nil
}

// bySDK decodes an answer by the SDK alone.
func bySDK(ctx context.Context, body []byte) (imagePage, error) {
	client := ec2.New(ec2.Options{Region: "us-east-1", HTTPClient: canned(body), RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider("a", "b", "")})
	out, err := client.DescribeImages(ctx, &ec2.DescribeImagesInput{})
	if err != nil {
		return imagePage{}, err
	}
	return pageOf(out, newWords()), nil
}

// agree checks that an answer which decodeImages takes is the one that the SDK
// makes of the same bytes.
func agree(t *testing.T, body []byte) (taken bool) {
	t.Helper()
	got, taken := decodeImages(body, newWords())
	if !taken {
		return false
	}
	want, err := bySDK(t.Context(), body)
	if err != nil {
		t.Fatalf("the SDK refuses what was taken: %v\n%s", err, body)
	}
	if value(got.next) != value(want.next) || len(got.images) != len(want.images) {
		t.Fatalf("%d images and token %q, want %d and %q\n%s", len(got.images), value(got.next), len(want.images), value(want.next), body)
	}
	for i := range got.images {
		if !reflect.DeepEqual(got.images[i], want.images[i]) {
			t.Fatalf("image %d\ngot  %s\nwant %s\n%s", i, deep(got.images[i]), deep(want.images[i]), body)
		}
	}
	return true
}

// writer makes answers with everything that an image can have, as EC2 writes
// it or, when strange, with text that nobody would expect.
type writer struct {
	bytes.Buffer
	rnd     *rand.Rand
	strange bool
	indent  string
}

func (w *writer) chance(percent int) bool { return w.rnd.IntN(100) < percent }

func (w *writer) pick(words ...string) string { return words[w.rnd.IntN(len(words))] }

func (w *writer) hex(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = "0123456789abcdef"[w.rnd.IntN(16)]
	}
	return string(b)
}

func (w *writer) words() string {
	if w.strange && w.chance(20) {
		return w.pick("", " ", "a & b", "<tag>", "Zürich 東京", "it's \"quoted\"", "a\x7fb", "two\nlines", "tab\there", "]]", "\u202e", "\ufffd", "𝒳", "x\u0301\u0301\u0301\u0301\u0301\u0301")
	}
	return "build " + w.hex(6)
}

func (w *writer) field(name, value string) {
	if value == "" && w.chance(50) {
		fmt.Fprintf(w, "%s<%s/>", w.indent, name)
		return
	}
	fmt.Fprintf(w, "%s<%s>", w.indent, name)
	xml.EscapeText(w, []byte(value))
	fmt.Fprintf(w, "</%s>", name)
}

func (w *writer) maybe(percent int, name, value string) {
	if w.chance(percent) {
		w.field(name, value)
	}
}

func (w *writer) within(name string, inner func()) {
	fmt.Fprintf(w, "%s<%s>", w.indent, name)
	inner()
	fmt.Fprintf(w, "%s</%s>", w.indent, name)
}

func (w *writer) list(percent int, name string, most int, item func()) {
	if w.chance(percent) {
		w.within(name, func() {
			for range w.rnd.IntN(most + 1) {
				w.within("item", item)
			}
		})
	}
}

func (w *writer) date() string {
	return fmt.Sprintf("20%02d-%02d-%02dT%02d:00:00.000Z", 10+w.rnd.IntN(16), 1+w.rnd.IntN(12), 1+w.rnd.IntN(28), w.rnd.IntN(24))
}

// image writes one item; the rare fields come in one of some dozen.
func (w *writer) image() {
	// Images are built in families: what makes up their traits goes together.
	own := w.rnd
	family := rand.New(rand.NewPCG(own.Uint64N(40), 1))
	defer func() { w.rnd = own }()
	owner := w.pick("111122223333", "137112412989", "099720109477")
	name := "web-" + w.pick("arm64", "x86_64") + "-" + w.date()[:10] + "-" + w.hex(7)
	w.field("imageId", "ami-0"+w.hex(16))
	w.field("imageLocation", owner+"/"+name)
	w.maybe(90, "name", name)
	w.maybe(60, "description", w.words())
	w.field("creationDate", w.date())
	w.maybe(50, "deprecationTime", w.date())
	w.maybe(50, "lastLaunchedTime", w.date())
	w.list(98, "blockDeviceMapping", 3, w.device)
	w.list(50, "tagSet", 4, func() {
		w.field("key", w.pick("Name", "env", "team", w.words()))
		w.field("value", w.words())
	})
	w.rare()
	w.rnd = family
	w.field("imageState", w.pick("available", "available", "available", "pending", "failed"))
	w.field("imageOwnerId", owner)
	w.field("isPublic", w.pick("true", "false"))
	w.field("architecture", w.pick("arm64", "x86_64"))
	w.field("imageType", "machine")
	w.maybe(30, "imageOwnerAlias", "amazon")
	w.field("rootDeviceType", "ebs")
	w.field("rootDeviceName", "/dev/xvda")
	w.field("virtualizationType", "hvm")
	w.field("hypervisor", "xen")
	w.maybe(90, "enaSupport", "true")
	w.maybe(50, "sriovNetSupport", "simple")
	w.field("platformDetails", w.pick("Linux/UNIX", "Windows"))
	w.field("usageOperation", w.pick("RunInstances", "RunInstances:0002"))
	w.maybe(70, "bootMode", "uefi-preferred")
	w.maybe(50, "imdsSupport", "v2.0")
	w.maybe(50, "deregistrationProtection", "disabled")
	w.maybe(30, "imageAllowed", "true")
	w.maybe(30, "freeTierEligible", "false")
}

func (w *writer) rare() {
	w.maybe(5, "platform", "windows")
	w.maybe(5, "tpmSupport", "v2.0")
	w.maybe(10, "sourceImageId", "ami-0"+w.hex(16))
	w.maybe(10, "sourceImageRegion", "us-east-1")
	w.maybe(10, "sourceInstanceId", "i-0"+w.hex(16))
	w.maybe(3, "kernelId", "aki-1")
	w.maybe(3, "ramdiskId", "ari-1")
	w.maybe(3, "publicSsmParameterName", "/aws/service/x")
	w.maybe(3, "somethingNew", w.words())
	if w.chance(3) {
		w.within("stateReason", func() { w.field("code", "Client.X"); w.field("message", w.words()) })
	}
	w.list(5, "productCodes", 2, func() { w.field("productCode", w.hex(8)); w.field("type", "marketplace") })
	w.list(3, "imageWatermarkSet", 2, func() {
		w.field("watermarkKey", "111122223333:golden")
		w.field("sourceImageId", "ami-1")
		w.field("sourceImageRegion", "us-east-1")
		w.field("sourceImageCreationTime", w.date())
		w.field("watermarkCreationTime", w.date())
	})
	if w.chance(3) {
		w.within("instanceTypeSpecification", func() {
			w.list(80, "supportedInstanceTypeSet", 2, func() { w.field("instanceType", "t3.*") })
			w.list(80, "unsupportedInstanceTypeSet", 2, func() { w.field("instanceType", "t2.*") })
		})
	}
	if w.chance(3) {
		w.within("scanResults", func() {
			w.field("highestFindingSeverityLabel", "HIGH")
			w.field("findingScanDate", w.date())
			for _, severity := range []string{"critical", "high", "medium", "low", "informational"} {
				w.maybe(50, severity+"FixAvailableSince", w.date())
			}
		})
	}
	if w.chance(3) {
		w.within("nestedNews", func() { w.field("imageId", "not this one"); w.within("item", func() {}) })
	}
}

func (w *writer) device() {
	w.field("deviceName", w.pick("/dev/xvda", "/dev/sdf", "/dev/sda1"))
	switch {
	case w.chance(10):
		w.field("virtualName", "ephemeral0")
	case w.chance(5):
		w.field("noDevice", "")
	default:
		w.within("ebs", func() {
			w.field("deleteOnTermination", w.pick("true", "false"))
			w.field("snapshotId", "snap-0"+w.hex(16))
			w.field("volumeSize", fmt.Sprint(8+w.rnd.IntN(100)))
			w.field("volumeType", w.pick("gp2", "gp3", "io2"))
			w.field("encrypted", w.pick("true", "false"))
			w.maybe(30, "iops", "3000")
			w.maybe(30, "throughput", "125")
			w.maybe(10, "kmsKeyId", "arn:aws:kms:us-east-1:111122223333:key/x")
			w.maybe(3, "outpostArn", "arn:aws:outposts:x")
			w.maybe(3, "VolumeInitializationRate", "100")
			w.maybe(3, "EbsCardIndex", "1")
			w.maybe(3, "availabilityZone", "us-east-1a")
			w.maybe(3, "AvailabilityZoneId", "use1-az1")
		})
	}
}

// pageXML is an answer with n images, the same for the same seed.
func pageXML(n int, seed uint64, strange bool) []byte {
	w := &writer{rnd: rand.New(rand.NewPCG(seed, 1)), strange: strange, indent: "\n    "}
	w.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<DescribeImagesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">`)
	w.field("requestId", "59dbff89-35bd-4eac-99ed-be587EXAMPLE")
	w.within("imagesSet", func() {
		for range n {
			w.within("item", w.image)
		}
	})
	if n > 0 {
		w.field("nextToken", "token&1")
	}
	w.WriteString("\n</DescribeImagesResponse>")
	return w.Bytes()
}

func TestDecodingEqualsTheSDKs(t *testing.T) {
	for seed := range uint64(6) {
		strange := seed%2 == 1
		body := pageXML(500, seed, strange)
		if !agree(t, body) && !strange {
			t.Errorf("page %d is left to the SDK", seed)
		}
		if !agree(t, bytes.ReplaceAll(body, []byte("\n    "), nil)) && !strange {
			t.Errorf("page %d without white space is left to the SDK", seed)
		}
	}
	if !agree(t, pageXML(0, 1, false)) {
		t.Error("an empty page is left to the SDK")
	}
}

func TestEveryFieldIsRead(t *testing.T) {
	// All that the generator can write, one field left out at a time.
	body := string(pageXML(400, 7, false))
	page, ok := decodeImages([]byte(body), newWords())
	if !ok {
		t.Fatal("not taken")
	}
	full := fmt.Sprint(len(page.images))
	for i := range page.images {
		full += deep(page.images[i])
	}
	for _, field := range slices.Concat(imageFields(), []string{"code", "message", "productCode", "type", "watermarkKey", "key", "value",
		"snapshotId", "volumeSize", "volumeType", "kmsKeyId", "outpostArn", "VolumeInitializationRate", "EbsCardIndex", "AvailabilityZoneId",
		"supportedInstanceTypeSet", "unsupportedInstanceTypeSet", "criticalFixAvailableSince", "informationalFixAvailableSince", "instanceType"}) {
		if !strings.Contains(body, "<"+field+">") {
			t.Errorf("the generator never writes %s", field)
			continue
		}
		other := strings.ReplaceAll(strings.ReplaceAll(body, "<"+field+">", "<other>"), "</"+field+">", "</other>")
		page, _ := decodeImages([]byte(other), newWords())
		got := fmt.Sprint(len(page.images))
		for i := range page.images {
			got += deep(page.images[i])
		}
		if got == full {
			t.Errorf("%s is not read", field)
		}
	}
}

func TestWhatIsLeftToTheSDK(t *testing.T) {
	const open, end = `<DescribeImagesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><imagesSet><item>`, `</item></imagesSet></DescribeImagesResponse>`
	for name, body := range map[string]string{
		"nothing":             "",
		"another root":        "<OtherResponse></OtherResponse>",
		"another namespace":   `<DescribeImagesResponse xmlns="x"></DescribeImagesResponse>`,
		"another encoding":    `<?xml version="1.0" encoding="latin1"?>` + open + end,
		"cut":                 open + "<name>x</na",
		"cut after an image":  open + "</item>",
		"crossed":             open + "<name>x</description></name>" + end,
		"other case":          open + "<ImageID>x</ImageID>" + end,
		"attribute":           open + `<name a="b">x</name>` + end,
		"comment":             open + "<name>x<!-- y --></name>" + end,
		"CDATA":               open + "<name><![CDATA[x]]></name>" + end,
		"carriage return":     open + "<name>x\r</name>" + end,
		"control character":   open + "<name>x\x01</name>" + end,
		"invalid UTF-8":       open + "<name>\xff</name>" + end,
		"unknown entity":      open + "<name>&nbsp;</name>" + end,
		"bare ampersand":      open + "<name>a & b</name>" + end,
		"end of CDATA":        open + "<name>]]></name>" + end,
		"nested value":        open + "<name><b>x</b></name>" + end,
		"no boolean":          open + "<isPublic>yes</isPublic>" + end,
		"empty boolean":       open + "<isPublic/>" + end,
		"boolean as a digit":  open + "<isPublic>1</isPublic>" + end,
		"no number":           open + "<blockDeviceMapping><item><ebs><volumeSize>x</volumeSize></ebs></item></blockDeviceMapping>" + end,
		"a large number":      open + "<blockDeviceMapping><item><ebs><iops>99999999999</iops></ebs></item></blockDeviceMapping>" + end,
		"no time":             open + "<scanResults><findingScanDate>x</findingScanDate></scanResults>" + end,
		"a list twice":        open + "<tagSet><item/></tagSet><tagSet><item/></tagSet>" + end,
		"very deep":           open + strings.Repeat("<a>", 100) + strings.Repeat("</a>", 100) + end,
		"noncharacter":        open + "<name>\uffff</name>" + end,
		"surrogate reference": open + "<name>&#xd800;</name>" + end,
	} {
		t.Run(name, func(t *testing.T) {
			if _, taken := decodeImages([]byte(body), newWords()); taken {
				t.Error("taken")
			}
		})
	}
}

func TestADecoderThatGivesUpLosesNothing(t *testing.T) {
	odd := strings.Replace(string(pageXML(3, 1, false)), "<imageState>", "<!-- odd --><imageState>", 1)
	want, err := bySDK(t.Context(), []byte(odd))
	if err != nil {
		t.Fatal(err)
	}
	if _, taken := decodeImages([]byte(odd), newWords()); taken {
		t.Fatal("the page is no test of falling back")
	}
	c := New(Options{Transport: wire(func(_ *http.Request, _ string, form url.Values) (int, string) {
		if len(form["NextToken"]) > 0 {
			return 200, imagesXML("", "ami-last")
		}
		return 200, odd
	})})
	facts := fetch(t, c, mine("us-east-1"))
	got := facts[0].Body.(ami.ImagePage).Images
	if len(got) != 3 || !reflect.DeepEqual(got[0], want.images[0]) || ids(facts[1:]) != "ami-last" {
		t.Errorf("%d images, then %s", len(got), ids(facts[1:]))
	}
}

// Time is for the benchmark to tell; what it goes into can be held to here.
func TestDecodingAllocatesLittle(t *testing.T) {
	body := pageXML(300, 5, false)
	stock := testing.AllocsPerRun(2, func() {
		if _, err := bySDK(t.Context(), body); err != nil {
			t.Fatal(err)
		}
	})
	own := testing.AllocsPerRun(2, func() {
		if _, ok := decodeImages(body, newWords()); !ok {
			t.Fatal("left to the SDK")
		}
	})
	if own*50 > stock {
		t.Errorf("%v allocations, the SDK %v", own, stock)
	}
}

func FuzzDecodeImages(f *testing.F) {
	for seed := range uint64(4) {
		f.Add(string(pageXML(2, seed, true)))
	}
	f.Add(string(pageXML(0, 1, false)))
	f.Add(`<DescribeImagesResponse><imagesSet><item><tagSet><item><key>a</key></item></tagSet></item></imagesSet></DescribeImagesResponse>`)
	f.Add(`<DescribeImagesResponse><imagesSet/><imagesSet><item/></imagesSet><nextToken>&amp;&#65;</nextToken></DescribeImagesResponse>`)
	f.Fuzz(func(t *testing.T, body string) { agree(t, []byte(body)) })
}

// BenchmarkDecodeInTurns decodes a page by turns with the SDK's decoder and our
// own, and says how many times as long the SDK's takes: in the middle of all
// rounds, and in the worst of them for us. What else the machine does meets
// both.
func BenchmarkDecodeInTurns(b *testing.B) {
	body := pageXML(1000, 3, false)
	var stock, own []time.Duration
	for b.Loop() {
		begin := time.Now()
		if _, err := bySDK(b.Context(), body); err != nil {
			b.Fatal(err)
		}
		middle := time.Now()
		for range 5 {
			if _, ok := decodeImages(body, newWords()); !ok {
				b.Fatal("left to the SDK")
			}
		}
		stock, own = append(stock, middle.Sub(begin)), append(own, time.Since(middle)/5)
	}
	slices.Sort(stock)
	slices.Sort(own)
	half, last := len(own)/2, len(own)-1
	b.ReportMetric(float64(stock[half])/1e6, "sdk-ms/page")
	b.ReportMetric(float64(own[half])/1e6, "own-ms/page")
	b.ReportMetric(float64(stock[half])/float64(own[half]), "x-median")
	b.ReportMetric(float64(stock[0])/float64(own[0]), "x-best")
	b.ReportMetric(float64(stock[half])/float64(own[last]), "x-own-worst")
}

func BenchmarkDecode(b *testing.B) {
	body := pageXML(1000, 3, false)
	b.Run("stock", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(body)))
		for b.Loop() {
			if _, err := bySDK(b.Context(), body); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("own", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(body)))
		for b.Loop() {
			if _, ok := decodeImages(body, newWords()); !ok {
				b.Fatal("left to the SDK")
			}
		}
	})
	b.Run("through the client", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(body)))
		c := New(Options{Transport: wire(func(*http.Request, string, url.Values) (int, string) { return 200, string(body) })})
		s, _ := c.session(b.Context(), ami.Where{})
		for b.Loop() {
			if page, err := c.readImages(b.Context(), s, "us-east-1", &ec2.DescribeImagesInput{}, newWords()); err != nil || len(page.images) != 1000 {
				b.Fatal(err)
			}
		}
	})
}
