package model

import "tami/model/ami"

// Learn folds a fact into the state. Facts are addressed by the need that they
// answer, so the order in which places answer does not matter.
func (s *State) Learn(f ami.Fact) {
	s.Learned++
	if f.Cached != nil {
		s.recall(f)
		return
	}
	k := s.entry(f.Need)
	k.At = f.At
	if f.Body != nil {
		k.Pages++
		s.learnBody(f)
	}
	if f.Done {
		k.Loading, k.settled, k.Problem = false, true, f.Problem
		s.finish(f)
	}
	if f.Problem != nil {
		s.Notes.AddProblem(s.Now, f.Need.Place(), f.Problem)
	}
}

func (s *State) learnBody(f ami.Fact) {
	switch b := f.Body.(type) {
	case ami.ProfileList:
		s.profiles = b
	case ami.Identity:
		s.callers[f.Need.Place().Profile] = b
		for n, inv := range s.images {
			if n.Profile == f.Need.Place().Profile {
				inv.setAccount(b.Account.String())
				inv.own(b.Account.Raw())
			}
		}
	case ami.RegionList:
		s.regions[f.Need.Place().Profile], s.answers[f.Need] = b, b
	case ami.ImagePage:
		s.learnImages(f, b)
	case ami.SnapshotBody:
		if n, ok := f.Need.(ami.OneSnapshot); ok {
			s.snapshots[n] = &b.Snapshot
		}
	case ami.Absent:
		s.learnAbsent(f.Need)
	case ami.InstancePage:
		s.learnInstances(f, b)
	case ami.Permissions, ami.ReferenceList, ami.AncestryList, ami.GroupList, ami.LaunchConfigurationList, ami.PublicBlockState,
		ami.LockBody, ami.FastRestoreBody, ami.TierBody, ami.AliasList, ami.KeyBody, ami.EBSDefaultsBody, ami.UsageReportList:
		s.answers[f.Need] = b
	case ami.BinnedSnapshotList:
		s.answers[f.Need] = b
		s.traceLineage(f.Need.Place())
	case ami.BinnedImageList, ami.BinRuleList, ami.SnapshotIDs, ami.AllowedSettings:
		s.answers[f.Need] = b
	case ami.InstanceDevicesBody, ami.ImageProgressBody, ami.HealthList, ami.RefreshList, ami.ActivityList, ami.RootTaskBody, ami.ParameterBody:
		s.answers[f.Need] = b
	case ami.TemplateList, ami.TemplateVersionList, ami.ParameterList, ami.ParameterHistoryList:
		s.answers[f.Need] = b
	case ami.InstanceTypeList, ami.OfferingList, ami.KeyPairList, ami.SubnetList, ami.SecurityGroupList:
		s.answers[f.Need] = b
	case ami.SnapshotList:
		s.learnSnapshots(f.Need, b)
	case ami.BlockCount:
		s.learnCount(f.Need, b)
	case ami.PriceList:
		s.learnPrices(f.Need, b)
	case ami.KeptImages: // no answer: see recall
	case ami.TagPage: // answers are used where they are asked for: nothing to keep
	}
}

func (s *State) learnImages(f ami.Fact, page ami.ImagePage) {
	page.Images = s.living(f.Need.Place(), page.Images)
	switch n := f.Need.(type) {
	case ami.Images:
		inv := s.images[n]
		if inv == nil {
			inv = newInventory(n.Where, s.callers[n.Profile].Account.String(), s.Prices)
			s.images[n] = inv
		}
		inv.learn(page.Images, f.First)
		inv.name(page.Named, f.First)
	case ami.NamedImage:
		s.answers[n] = page
	case ami.OneImage:
		for i := range page.Images {
			if page.Images[i].ID.String() == n.ID {
				s.single[n] = &page.Images[i]
			}
		}
	}
}

func (s *State) learnAbsent(n ami.Need) {
	switch n := n.(type) {
	case ami.OneSnapshot:
		s.snapshots[n] = nil
	case ami.OneImage:
		delete(s.single, n)
	default:
		delete(s.answers, n)
	}
}

func (s *State) learnInstances(f ami.Fact, page ami.InstancePage) {
	at := f.Need.Place()
	l := s.instances[at]
	if l == nil || f.First {
		l = newInstanceList()
		s.instances[at] = l
	}
	l.learn(page.Instances)
}

// finish settles what a whole answer means: rows that a complete reading did
// not name are gone.
func (s *State) finish(f ami.Fact) {
	switch n := f.Need.(type) {
	case ami.Images:
		inv := s.images[n]
		if inv == nil && f.Problem == nil {
			inv = newInventory(n.Where, s.callers[n.Profile].Account.String(), s.Prices)
			s.images[n] = inv
		}
		if inv == nil {
			return
		}
		if f.Problem == nil {
			inv.settle(f.Body == nil && f.First)
		} else {
			inv.abandon()
		}
	case ami.Instances:
		if l := s.instances[n.Where]; l != nil {
			l.complete = f.Problem == nil
		} else if f.Problem == nil {
			s.instances[n.Where] = newInstanceList()
			s.instances[n.Where].complete = true
		}
	}
}
