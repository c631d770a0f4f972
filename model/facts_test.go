package model

import (
	"testing"
	"time"

	"tami/model/ami"
	"tami/model/text"
)

func TestFactsTellWhatIsNotKnownFromWhatIsNotThere(t *testing.T) {
	at := ami.Where{Region: "us-east-1"}
	s := New(Scope{}, ami.Source{Kind: ami.Mine}, ami.EmbeddedPrices())
	f := s.Facts()
	if _, known := f.Image(at, "ami-1"); known || f.Why(ami.OneImage{Where: at, ID: "ami-1"}) != "not answered yet" {
		t.Error("an image that was never asked for counts as known")
	}
	s.Learn(ami.Fact{Need: ami.OneImage{Where: at, ID: "ami-1"}, At: time.Unix(1, 0), First: true, Done: true, Body: ami.Absent{}})
	if img, known := f.Image(at, "ami-1"); img != nil || !known {
		t.Error("an image that is not there does not count as known")
	}
	denied := ami.OneImage{Where: at, ID: "ami-2"}
	s.Learn(ami.Fact{Need: denied, First: true, Done: true, Problem: &ami.Problem{Kind: ami.Denied, Title: "not permitted: ec2:DescribeImages"}})
	if _, known := f.Image(at, "ami-2"); known || f.Why(denied) != "not permitted: ec2:DescribeImages" {
		t.Error("an image that could not be asked for counts as known")
	}
	mine := ami.Images{Where: at, From: ami.Source{Kind: ami.Mine}}
	img := ami.Image{ID: text.Clean("ami-3"), Traits: &ami.Traits{}, Extra: &ami.Extra{}}
	s.Learn(ami.Fact{Need: mine, First: true, Body: ami.ImagePage{Images: []ami.Image{img}}})
	n := 0
	if whole := f.Owned(at, func(*ami.Image) { n++ }); whole || n != 1 {
		t.Errorf("half a list: whole %v, %d images", whole, n)
	}
	s.Learn(ami.Fact{Need: mine, Done: true})
	if !f.Owned(at, func(*ami.Image) {}) {
		t.Error("a list that was read to its end does not count as whole")
	}
}
