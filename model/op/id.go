// Package op holds what can be done: the names of commands and, as they are
// built, the calls, steps, plans and runs that change an account. It imports
// the standard library and model/ami only.
package op

// ID names a command, as keys, the palette, the help and the user's
// configuration do: "image.open", "list.sort", "image.deregister". IDs are
// part of the product: users bind keys to them, so they never change meaning.
type ID string
