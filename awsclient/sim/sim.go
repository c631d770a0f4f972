// Package sim is AWS as far as tami calls it: an account in memory that answers
// the wire protocols themselves, so that any AWS client can talk to it. It has a
// clock of its own and faults on demand. It imports the standard library only:
// it knows the wire, and nothing of the program that calls it.
package sim
