// Package query finds images: it reads what is typed into the search box,
// holds the images of a place ready for searching (Corpus), finds and orders
// those that match while the words are still being typed (Session), and says
// which letters matched and what could be typed next. It imports the standard
// library, model/ami and model/text, and github.com/sahilm/fuzzy, whose rules
// say what matches a word and how well.
//
// It keeps no clock and does no I/O. Goroutines share the work of one search
// and have ended when it returns; a Corpus is for one goroutine at a time.
package query
