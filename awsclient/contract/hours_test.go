package contract

import (
	"math"
	"testing"

	"tami/awsclient"
	"tami/model"
	"tami/model/ami"
)

// TestHoursAgree: where the built-in table knows what an hour costs in us-east-1,
// the simulated price list says the same, so that no price changes under the
// eyes of somebody who looks at the demonstration.
func TestHoursAgree(t *testing.T) {
	a := account(t)
	need := ami.TypePrices{Where: here(), Operation: ami.LinuxHours}
	told := model.New(model.Scope{}, ami.Source{}, ami.Prices{})
	for _, f := range Ask(t, awsclient.New(awsclient.Options{Transport: a.Transport()}), need)[need] {
		told.Learn(f)
	}
	builtIn, same := ami.EmbeddedPrices(), 0
	for _, kind := range []string{"t2.micro", "t3.nano", "t3.large", "t3a.micro", "t4g.medium", "m5.large", "m5.xlarge", "m6g.large", "m7i.large", "m8g.large", "c5.large", "c7g.large", "r5.large", "r7g.large"} {
		item := ami.HourPrice(ami.LinuxHours, kind)
		was, _ := builtIn.Find("us-east-1", item)
		now, known := told.Prices.Find("us-east-1", item)
		if !known || math.Abs(was.USD-now.USD) > 1e-9 {
			t.Errorf("%s costs %g in the table and %g in the simulated list", kind, was.USD, now.USD)
			continue
		}
		same++
	}
	if same == 0 || told.Prices.Len() < 700 {
		t.Errorf("%d prices were told", told.Prices.Len())
	}
}
