// Package op holds what can be done: the names of commands, and the calls,
// steps, plans and runs that change an account. A change is data before it is
// done: it can be shown, rehearsed, written to the journal, printed as a
// script and turned round. Nothing here does anything. It imports the standard
// library, model/ami, model/fit, model/money and model/text only.
package op

// ID names a command, as keys, the palette, the help and the user's
// configuration do: "image.open", "list.sort", "image.deregister". IDs are
// part of the product: users bind keys to them, so they never change meaning.
type ID string
