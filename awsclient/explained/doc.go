// Package explained holds the texts of model/explain to AWS's own types, to the
// rows of model/ami and to the demo account. It has tests alone, which import
// the SDK, the client, the simulator and the model.
package explained
