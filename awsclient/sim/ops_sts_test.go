package sim

import (
	"testing"
	"testing/synctest"
	"time"
)

// assume gives the access key of a role in an account.
func assume(t testing.TB, a *Account, account string) string {
	t.Helper()
	r, err := ask(a).send("sts", "AssumeRole", "RoleArn=arn:aws:iam::"+account+":role/ops/admin", "RoleSessionName=test")
	if err != nil || r.status != 200 {
		t.Fatalf("AssumeRole: %v %s", err, r.body)
	}
	return r.xml.text("AssumeRoleResult/Credentials/AccessKeyId")
}

func TestCallerIdentity(t *testing.T) {
	a := open(t, Seed{})
	for _, tt := range []struct{ key, account, arn string }{
		{"AKIATEST", us, "arn:aws:iam::111122223333:user/tami"},
		{assume(t, a, us), us, "arn:aws:sts::111122223333:assumed-role/admin/test"},
		{assume(t, a, friend), friend, "arn:aws:sts::222233334444:assumed-role/admin/test"},
	} {
		r, err := ask(a).as(tt.key).send("sts", "GetCallerIdentity")
		if err != nil {
			t.Fatal(err)
		}
		const path = "GetCallerIdentityResult/"
		if r.xml.text(path+"Account") != tt.account || r.xml.text(path+"Arn") != tt.arn {
			t.Errorf("%s: got %s", tt.key, r.body)
		}
	}
}

// TestAnotherAccount: a role elsewhere owns what the seed says is of that
// account, and sees of ours what we share.
func TestAnotherAccount(t *testing.T) {
	a := open(t, inHome(gallery()))
	they := ask(a).as(assume(t, a, friend))
	wantIDs(t, "own", they.fine(t, "DescribeImages", "Owner.1=self").xml.texts("imagesSet/item/imageId"), "5", "6", "10", "11")
	wantIDs(t, "ours", they.fine(t, "DescribeImages", "Owner.1="+us).xml.texts("imagesSet/item/imageId"), "1", "4")
	if got := they.ec2(t, "DeregisterImage", "ImageId="+amiID(1)); got.code() != "AuthFailure" {
		t.Errorf("deregistering ours: got %q", got.code())
	}
	they.fine(t, "ModifyImageAttribute", "ImageId="+amiID(5), "LaunchPermission.Add.1.UserId="+us)
	wantIDs(t, "newly shared", ask(a).fine(t, "DescribeImages", "ImageId.1="+amiID(5)).xml.texts("imagesSet/item/imageId"), "5")
}

func TestAssumeRoleRefuses(t *testing.T) {
	a := open(t, Seed{})
	for _, params := range [][]string{
		{"RoleArn=admin", "RoleSessionName=test"},
		{"RoleArn=arn:aws:iam::12:role/x", "RoleSessionName=test"},
		{"RoleArn=arn:aws:iam::" + us + ":user/x", "RoleSessionName=test"},
		{"RoleArn=arn:aws:iam::" + us + ":role/x"},
		{"RoleArn=arn:aws:iam::" + us + ":role/x", "RoleSessionName=test", "DurationSeconds=60"},
	} {
		r, err := ask(a).send("sts", "AssumeRole", params...)
		if err != nil || r.status != 400 || r.code() != "ValidationError" {
			t.Errorf("%v: got %v %s", params, err, r.body)
		}
	}
}

// TestCredentialsExpire: temporary credentials stop working when their time is up.
func TestCredentialsExpire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, err := New(Options{Seed: Seed{Account: us}})
		if err != nil {
			t.Fatal(err)
		}
		c := ask(a).as(assume(t, a, friend))
		c.fine(t, "DescribeRegions")
		pass(time.Hour + time.Second)
		if got := c.ec2(t, "DescribeRegions"); got.code() != "RequestExpired" {
			t.Errorf("EC2: got %q", got.code())
		}
		if got, _ := c.send("sts", "GetCallerIdentity"); got.code() != "ExpiredToken" || got.status != 403 {
			t.Errorf("STS: got %d %q", got.status, got.code())
		}
	})
}
