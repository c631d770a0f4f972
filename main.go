// Command tami is a terminal UI for Amazon Machine Images.
package main

func main() {}
