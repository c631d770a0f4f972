package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// memory is the resident set of the program now and at its peak, in MB, where
// the system tells it: Linux does.
func (t *terminal) memory() (now, peak float64, ok bool) {
	src, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", t.cmd.Process.Pid))
	if err != nil {
		return 0, 0, false
	}
	status := string(src)
	now, ok = megabytes(status, "VmRSS")
	peak, _ = megabytes(status, "VmHWM")
	return now, peak, ok
}

func megabytes(status, field string) (float64, bool) {
	m := regexp.MustCompile(field + `:\s+(\d+) kB`).FindStringSubmatch(status)
	if m == nil {
		return 0, false
	}
	kb, err := strconv.Atoi(m[1])
	return float64(kb) / 1024, err == nil
}

// cpu is the processor time that the program's threads have used, where the
// system tells it (Linux does, to the nanosecond), or else 0.
func (t *terminal) cpu() (used time.Duration) {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", t.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for _, file := range threads {
		src, err := os.ReadFile(file)
		if err != nil {
			continue // the thread has ended
		}
		ns, _, _ := strings.Cut(string(src), " ")
		if n, err := strconv.ParseInt(ns, 10, 64); err == nil {
			used += time.Duration(n)
		}
	}
	return used
}
