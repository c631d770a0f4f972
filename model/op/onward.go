package op

// Onward asks for the plan that goes on with a rollback that ended half-way:
// the version was made, and the refresh to it was not begun or did not work.
// command is what asks for it on the command line. It reports whether there is
// something to go on with.
func (r *Run) Onward() (q Request, command string, ok bool) {
	if r.Plan.Action != "image.rollback" || !r.Over() || len(r.Plan.Request.Targets) != 1 {
		return Request{}, "", false
	}
	image, open := "", ""
	for _, s := range r.Plan.Steps {
		o := r.Outcome(s.ID)
		if o == nil {
			continue
		}
		switch c := s.Do.(type) {
		case CreateTemplateVersion:
			if o.State == Done {
				image = c.ImageID
			}
		case StartRefresh:
			if o.State == Failed || o.State == Skipped || o.State == NotRun {
				open = c.Group
			}
		default:
		}
	}
	if image == "" || open == "" {
		return Request{}, "", false
	}
	q = r.Plan.Request
	q.Values = q.Values.With(fieldTo, image).With(fieldWay, wayRefresh)
	q.Now = r.Ended
	return q, "tami run rollback --group " + quote(open) + " --to " + quote(image) + " --way " + wayRefresh, true
}
