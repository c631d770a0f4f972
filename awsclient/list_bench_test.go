package awsclient

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/ec2"

	"tami/model"
	"tami/model/ami"
	"tami/model/query"
)

// pagesServed and onAPage make 100,000 images in as many requests as AWS takes
// at once.
const (
	pagesServed = 80
	onAPage     = 1250
)

// catalogue serves 100,000 images from this process.
func catalogue(b *testing.B) string {
	pages := make([]string, pagesServed)
	for i := range pages {
		next := ""
		if i < pagesServed-1 {
			next = strconv.Itoa(i + 1)
		}
		pages[i] = strings.Replace(string(pageXML(onAPage, uint64(i+1), false)), "token&amp;1", next, 1)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		form, _ := url.ParseQuery(string(raw))
		n, _ := strconv.Atoi(form.Get("NextToken"))
		w.Header().Set("Content-Type", "text/xml")
		_, _ = io.WriteString(w, pages[n])
	}))
	b.Cleanup(server.Close)
	return server.URL
}

// searched makes sure that a list can be searched, and has everything.
func searched(b *testing.B, c *query.Corpus) {
	q, _ := query.Parse("build")
	if hits := c.Session().Search(q, query.Order{By: query.ByRank}, 50, query.Env{}); hits.Total == 0 || c.Len() != pagesServed*onAPage {
		b.Fatalf("%d of %d images", hits.Total, c.Len())
	}
}

// BenchmarkSearchableList takes 100,000 images from a server in this process to
// a list that can be searched: by the client, and by the SDK as it is, taking
// turns.
func BenchmarkSearchableList(b *testing.B) {
	at := catalogue(b)
	for name, v := range map[string]string{"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_EC2_METADATA_DISABLED": "true",
		"AWS_CONFIG_FILE": "/nonexistent/config", "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent/credentials"} {
		b.Setenv(name, v)
	}
	var ours, stock time.Duration
	for b.Loop() {
		begin := time.Now()
		need := mine("us-east-1")
		state := model.New(model.Scope{Profiles: []string{""}}, need.From, ami.Prices{})
		New(Options{EndpointURL: at}).Fetch(b.Context(), []ami.Need{need}, state.Learn)
		if p := state.Known(need).Problem; p != nil {
			b.Fatal(p.Title)
		}
		searched(b, state.Inventory(need).Corpus)
		ours += time.Since(begin)

		begin = time.Now()
		corpus := query.New(query.Place{})
		pages := ec2.NewDescribeImagesPaginator(ec2.New(ec2.Options{Region: "us-east-1", BaseEndpoint: &at, Credentials: credentials.NewStaticCredentialsProvider("a", "b", "")}), &ec2.DescribeImagesInput{})
		for words := newWords(); pages.HasMorePages(); {
			out, err := pages.NextPage(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			page := pageOf(out, words)
			rows := make([]*ami.Image, len(page.images))
			for i := range page.images {
				rows[i] = &page.images[i]
			}
			corpus.Upsert(rows)
		}
		searched(b, corpus)
		stock += time.Since(begin)
	}
	b.ReportMetric(float64(ours.Milliseconds())/float64(b.N), "ms-tami")
	b.ReportMetric(float64(stock.Milliseconds())/float64(b.N), "ms-stock")
	b.ReportMetric(float64(stock)/float64(ours), "×stock")
}
