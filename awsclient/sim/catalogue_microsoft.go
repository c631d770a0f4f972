package sim

import "strings"

// windowsLines are Amazon's Windows images: an edition, a language, perhaps SQL Server.
func windowsLines(string) []publicLine {
	var lines []publicLine
	for _, year := range []string{"2025", "2022", "2019", "2016"} {
		for _, edition := range []string{
			"English-Full-Base", "English-Core-Base", "Japanese-Full-Base", "German-Full-Base", "French-Full-Base",
			"Spanish-Full-Base", "Portuguese_Brazil-Full-Base", "Chinese_Simplified-Full-Base", "Korean-Full-Base",
			"English-Full-SQL_2022_Standard", "English-Full-SQL_2022_Enterprise", "English-Full-SQL_2022_Web",
			"English-Full-SQL_2022_Express", "English-Full-SQL_2019_Standard", "English-Full-ECS_Optimized",
			"English-Core-EKS_Optimized-1.35", "English-Core-EKS_Optimized-1.34",
		} {
			if year == "2016" && strings.Contains(edition, "_Optimized") {
				continue
			}
			lines = append(lines, windowsLine(year, edition))
		}
	}
	return append(lines, publicLine{
		key: "TPM-Windows_Server-2022", name: "TPM-Windows_Server-2022-English-Full-Base-{date}",
		about: "Microsoft Windows Server 2022 Full Locale English AMI provided by Amazon",
		owner: "801119661308", alias: "amazon", arch: "x86_64", boot: "uefi", tpm: "v2.0", platform: "windows",
		details: "Windows", operation: "RunInstances:0002", root: "/dev/sda1", size: 30, newest: 9, every: 30, releases: 6,
	})
}

func windowsLine(year, edition string) publicLine {
	language, rest, _ := strings.Cut(edition, "-")
	l := publicLine{
		key:   "Windows_Server-" + year + "-" + edition,
		name:  "Windows_Server-" + year + "-" + edition + "-{date}",
		about: "Microsoft Windows Server " + year + " " + rest + " Locale " + language + " AMI provided by Amazon",
		owner: "801119661308", alias: "amazon", arch: "x86_64", platform: "windows",
		details: "Windows", operation: "RunInstances:0002", root: "/dev/sda1", size: 30,
		newest: 9, every: 30, releases: 4,
		parameter: "/aws/service/ami-windows-latest/Windows_Server-" + year + "-" + edition,
	}
	if edition == "English-Full-Base" {
		l.releases = 14
		l.free = true
	}
	if year == "2025" {
		l.boot, l.imds = "uefi", "v2.0"
	}
	for sql, bill := range map[string][2]string{
		"_Standard":   {"Windows with SQL Server Standard", "RunInstances:0006"},
		"_Enterprise": {"Windows with SQL Server Enterprise", "RunInstances:0102"},
		"_Web":        {"Windows with SQL Server Web", "RunInstances:0202"},
	} {
		if strings.HasSuffix(edition, sql) {
			l.details, l.operation, l.size = bill[0], bill[1], 50
		}
	}
	return l
}
