package ami

import "regexp"

// TypePrices asks AWS's price list what an hour of instance types costs on
// demand. Operation is the system and its licences that are billed, as
// Image.Billed has it. With a Type only that one is asked, which is one request;
// without, every type of the region, which is some ten, and each tells its part.
type TypePrices struct {
	Where
	Operation, Type string
}

func (TypePrices) isNeed() {}

// LinuxHours is what is billed for instances of images without a licence.
const LinuxHours = "RunInstances"

// HourPrice is the name of the price of an hour of an instance type, shared and
// on demand, in a table of prices: ec2_linux_od_t3.micro for Linux, and with
// AWS's code ec2_od_RunInstances:0002_t3.micro for what is billed otherwise.
func HourPrice(operation, kind string) string {
	if operation == LinuxHours {
		return "ec2_linux_od_" + kind
	}
	return "ec2_od_" + operation + "_" + kind
}

// Billed is the operation that is billed for instances of the image, as AWS's
// price list names it too. It is "" where AWS does not say, or says what is no
// such code; for an image of nothing but Linux it is LinuxHours even so.
func (i *Image) Billed() string {
	switch usage := i.UsageOperation.Raw(); {
	case usage == "" && !i.Windows() && (i.PlatformDetails.IsZero() || i.PlatformDetails.Raw() == "Linux/UNIX"):
		return LinuxHours
	case regexp.MustCompile(`^RunInstances(:[0-9A-Za-z]{1,8})?$`).MatchString(usage):
		return usage
	}
	return ""
}
