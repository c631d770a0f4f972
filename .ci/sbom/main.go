// Command sbom writes what a Go binary was made of, as CycloneDX 1.6 JSON: every
// module that Go has noted in it, with version and checksum, and the Go release.
// It reads the binary alone, so that the list is whole, needs no network, and is
// the same whenever it is made.
//
//	go run ./.ci/sbom BINARY DOCUMENT
package main

import (
	"debug/buildinfo"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return errors.New("it takes two names: the binary, and the document to write")
	}
	built, err := buildinfo.ReadFile(args[0])
	if err != nil {
		return err
	}
	doc, err := json.MarshalIndent(documentOf(built), "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(args[1], append(doc, '\n'), 0o644)
}

// document, component and property are the parts of CycloneDX that are needed.
type document struct {
	Format     string      `json:"bomFormat"`
	Spec       string      `json:"specVersion"`
	Version    int         `json:"version"`
	Metadata   metadata    `json:"metadata"`
	Components []component `json:"components"`
}

type metadata struct {
	Component component `json:"component"`
}

type component struct {
	Type       string     `json:"type"`
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	PURL       string     `json:"purl"`
	Properties []property `json:"properties,omitempty"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

func documentOf(built *debug.BuildInfo) document {
	main := componentOf(&built.Main)
	main.Type = "application"
	doc := document{Format: "CycloneDX", Spec: "1.6", Version: 1, Metadata: metadata{main}}
	doc.Components = append(doc.Components, componentOf(&debug.Module{Path: "std", Version: strings.TrimPrefix(built.GoVersion, "go")}))
	for _, m := range built.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		doc.Components = append(doc.Components, componentOf(m))
	}
	return doc
}

func componentOf(m *debug.Module) component {
	purl := "pkg:golang/" + m.Path + "@" + m.Version
	c := component{Type: "library", Ref: purl, Name: m.Path, Version: m.Version, PURL: purl}
	if m.Sum != "" { // Go's own checksum of the module's files, as in go.sum
		c.Properties = []property{{"go:sum", m.Sum}}
	}
	return c
}
