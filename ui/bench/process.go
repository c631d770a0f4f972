package main

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// tick is the unit of processor time in /proc.
const tick = 10 * time.Millisecond

// memory is the resident set of the program now and at its peak, in MB, where
// the system tells it: Linux does.
func (t *terminal) memory() (now, peak float64, ok bool) {
	status := t.proc("status")
	now, ok = megabytes(status, "VmRSS")
	peak, _ = megabytes(status, "VmHWM")
	return now, peak, ok
}

func (t *terminal) proc(name string) string {
	src, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", t.cmd.Process.Pid, name))
	if err != nil {
		return ""
	}
	return string(src)
}

func megabytes(status, field string) (float64, bool) {
	m := regexp.MustCompile(field + `:\s+(\d+) kB`).FindStringSubmatch(status)
	if m == nil {
		return 0, false
	}
	kb, err := strconv.Atoi(m[1])
	return float64(kb) / 1024, err == nil
}

// cpu is the processor time that the program has used.
func (t *terminal) cpu() (time.Duration, bool) {
	stat := t.proc("stat")
	fields := strings.Fields(stat[strings.LastIndexByte(stat, ')')+1:])
	if len(fields) < 13 {
		return 0, false
	}
	user, err := strconv.Atoi(fields[11])
	if err != nil {
		return 0, false
	}
	system, err := strconv.Atoi(fields[12])
	return time.Duration(user+system) * tick, err == nil
}
