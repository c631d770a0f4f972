package awsclient

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"tami/model/ami"
)

// leaf is a value inside an SDK struct that AWS can set on its own.
type leaf struct {
	path  string
	value reflect.Value
}

// fill sets every field of an SDK struct, however deep, and lists the leaves.
func fill(v reflect.Value, path string) []leaf {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		if v.Type().Elem().Kind() == reflect.Struct && v.Type() != reflect.TypeFor[*time.Time]() {
			return fill(v.Elem(), path)
		}
		set(v.Elem(), path)
		return []leaf{{path, v}}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		return fill(v.Index(0), path+"[]")
	case reflect.Struct:
		var all []leaf
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				all = append(all, fill(v.Field(i), path+"."+f.Name)...)
			}
		}
		return all
	}
	set(v, path)
	return []leaf{{path, v}}
}

func set(v reflect.Value, path string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("v" + path)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int32, reflect.Int64:
		v.SetInt(int64(len(path)))
	case reflect.Struct:
		v.Set(reflect.ValueOf(time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)))
	default:
		panic(fmt.Sprintf("%s has kind %v", path, v.Kind()))
	}
}

// every checks that each leaf of an SDK struct changes what it is turned into.
func every[From, To any](t *testing.T, convert func(*From) To) {
	t.Helper()
	var in From
	leaves := fill(reflect.ValueOf(&in).Elem(), "")
	full := fmt.Sprintf("%+v", deep(convert(&in)))
	for _, l := range leaves {
		was := reflect.ValueOf(l.value.Interface())
		l.value.SetZero()
		if fmt.Sprintf("%+v", deep(convert(&in))) == full {
			t.Errorf("%s is lost", l.path)
		}
		l.value.Set(was)
	}
	if len(leaves) < 20 {
		t.Errorf("only %d leaves", len(leaves))
	}
}

// deep is a value as comparable text, with what its pointers point at.
func deep(v any) string {
	j, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	if i, ok := v.(ami.Image); ok { // JSON leaves this one to the reader of devices
		for _, d := range i.Devices {
			j = fmt.Append(j, d.NoDevice)
		}
	}
	return string(j)
}

func TestNoFieldOfAnImageIsLost(t *testing.T) {
	every(t, func(in *types.Image) ami.Image { return imageOf(in, newWords()) })
}

func TestNoFieldOfASnapshotIsLost(t *testing.T) {
	every(t, func(in *types.Snapshot) ami.Snapshot { return snapshotOf(in, newWords()) })
}

func TestInstanceOf(t *testing.T) {
	in := &types.Instance{
		InstanceId: new("i-1"), ImageId: new("ami-1"), InstanceType: "t4g.small", LaunchTime: new(time.Unix(1e9, 0)),
		State: &types.InstanceState{Name: "running"}, Placement: &types.Placement{AvailabilityZone: new("eu-west-1a")},
		RootDeviceName: new("/dev/xvda"), RootDeviceType: "ebs",
		Tags: []types.Tag{{Key: new("a"), Value: new("b")}, {Key: new("Name"), Value: new("web")}},
	}
	got := instanceOf(in, newWords())
	j, err := json.Marshal(got)
	const want = `{"InstanceId":"i-1","Name":"web","ImageId":"ami-1","State":"running","InstanceType":"t4g.small","AvailabilityZone":"eu-west-1a",` +
		`"LaunchTime":"2001-09-09T01:46:40.000Z","RootDeviceType":"ebs","RootDeviceName":"/dev/xvda","Tags":[{"Key":"a","Value":"b"},{"Key":"Name","Value":"web"}]}`
	if err != nil || string(j) != want {
		t.Errorf("got  %s\nwant %s (%v)", j, want, err)
	}
	if empty := instanceOf(&types.Instance{}, newWords()); !empty.Name.IsZero() || !empty.State.IsZero() {
		t.Errorf("%+v of nothing", empty)
	}
}

func TestWhatImagesShareIsKeptOnce(t *testing.T) {
	w := newWords()
	a := imageOf(&types.Image{ImageId: new("ami-1"), Architecture: "arm64", Public: new(true)}, w)
	b := imageOf(&types.Image{ImageId: new("ami-2"), Architecture: "arm64", Public: new(true)}, w)
	c := imageOf(&types.Image{ImageId: new("ami-3"), Architecture: "arm64", KernelId: new("aki-1")}, w)
	if a.Traits != b.Traits || a.Extra != b.Extra {
		t.Error("two images of one kind have copies of their own")
	}
	if a.Traits == c.Traits || a.Extra == c.Extra || !a.Extra.Kernel.IsZero() {
		t.Error("images of different kinds share what differs")
	}
}

func TestWordsAreBounded(t *testing.T) {
	w := newWords()
	for i := range maxWords + 100 {
		if s := fmt.Sprint(i); w.one(s).String() != s || w.bytes([]byte(s)).String() != s {
			t.Fatalf("%s is not itself", s)
		}
	}
	if len(w.known) != maxWords {
		t.Errorf("%d words are kept", len(w.known))
	}
}
