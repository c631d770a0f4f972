package op

// Actions are all there are, in the order of menus.
func Actions() []Action {
	return []Action{
		imageLaunch(),
		imageCreate(),
		imageCopy(),
		imageShare(),
		imageDropShare(),
		imageDeprecate(),
		imageDisable(),
		imageEnable(),
		imageProtect(),
		imageTag(),
		imageDescribe(),
		imageUsageReport(),
		rollBack(),
		deregister(),
		sweep(),
		snapshotDelete(),
		binRestore(),
	}
}
