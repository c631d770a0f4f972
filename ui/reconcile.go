package ui

import "tami/model/ami"

// reconcile makes the work in flight match what the screens need: what is
// needed, not known and not being asked is started; what nobody needs any more
// is cancelled.
func (a *App) reconcile() {
	env := a.env()
	wanted := map[ami.Need]bool{}
	var order []ami.Need
	for _, s := range a.stack {
		for _, n := range s.Needs(env) {
			if !wanted[n] {
				wanted[n] = true
				order = append(order, n)
			}
		}
	}
	for batch, job := range a.tasks.running {
		if !anyWanted(job.needs, wanted) {
			a.tasks.stop(batch)
			for _, n := range job.needs {
				a.state.Drop(n)
			}
		}
	}
	due := map[ami.Batch][]ami.Need{}
	var batches []ami.Batch
	for _, n := range order {
		batch := ami.BatchOf(n)
		if !a.state.Due(n) || a.tasks.running[batch] != nil {
			continue
		}
		if due[batch] == nil {
			batches = append(batches, batch)
		}
		due[batch] = append(due[batch], n)
	}
	for _, batch := range batches {
		for _, n := range due[batch] {
			a.state.Ask(n)
		}
		a.tasks.start(batch, due[batch])
	}
}

func anyWanted(needs []ami.Need, wanted map[ami.Need]bool) bool {
	for _, n := range needs {
		if wanted[n] {
			return true
		}
	}
	return false
}
