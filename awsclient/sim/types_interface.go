package sim

// InstanceNetworkInterface is one network interface of an instance.
type InstanceNetworkInterface struct {
	Association                     *InstanceNetworkInterfaceAssociation     `json:",omitempty" wire:"association"`
	Attachment                      *InstanceNetworkInterfaceAttachment      `json:",omitempty" wire:"attachment"`
	ConnectionTrackingConfiguration *ConnectionTrackingSpecificationResponse `json:",omitempty" wire:"connectionTrackingConfiguration"`
	Description                     string                                   `json:",omitempty" wire:"description"`
	Groups                          []GroupIdentifier                        `json:",omitempty" wire:"groupSet"`
	InterfaceType                   string                                   `json:",omitempty" wire:"interfaceType"`
	Ipv4Prefixes                    []InstanceIpv4Prefix                     `json:",omitempty" wire:"ipv4PrefixSet"`
	Ipv6Addresses                   []InstanceIpv6Address                    `json:",omitempty" wire:"ipv6AddressesSet"`
	Ipv6Prefixes                    []InstanceIpv6Prefix                     `json:",omitempty" wire:"ipv6PrefixSet"`
	MacAddress                      string                                   `json:",omitempty" wire:"macAddress"`
	NetworkInterfaceId              string                                   `json:",omitempty" wire:"networkInterfaceId"`
	Operator                        *OperatorResponse                        `json:",omitempty" wire:"operator"`
	OwnerId                         string                                   `json:",omitempty" wire:"ownerId"`
	PrivateDnsName                  string                                   `json:",omitempty" wire:"privateDnsName"`
	PrivateIpAddress                string                                   `json:",omitempty" wire:"privateIpAddress"`
	PrivateIpAddresses              []InstancePrivateIpAddress               `json:",omitempty" wire:"privateIpAddressesSet"`
	SourceDestCheck                 *bool                                    `json:",omitempty" wire:"sourceDestCheck"`
	Status                          string                                   `json:",omitempty" wire:"status"`
	SubnetId                        string                                   `json:",omitempty" wire:"subnetId"`
	VpcId                           string                                   `json:",omitempty" wire:"vpcId"`
}

// InstanceSecondaryInterface is one interface of an instance on a secondary network.
type InstanceSecondaryInterface struct {
	Attachment           *InstanceSecondaryInterfaceAttachment        `json:",omitempty" wire:"attachment"`
	InterfaceType        string                                       `json:",omitempty" wire:"interfaceType"`
	MacAddress           string                                       `json:",omitempty" wire:"macAddress"`
	OwnerId              string                                       `json:",omitempty" wire:"ownerId"`
	PrivateIpAddresses   []InstanceSecondaryInterfacePrivateIpAddress `json:",omitempty" wire:"privateIpAddressSet"`
	SecondaryInterfaceId string                                       `json:",omitempty" wire:"secondaryInterfaceId"`
	SecondaryNetworkId   string                                       `json:",omitempty" wire:"secondaryNetworkId"`
	SecondarySubnetId    string                                       `json:",omitempty" wire:"secondarySubnetId"`
	SourceDestCheck      *bool                                        `json:",omitempty" wire:"sourceDestCheck"`
	Status               string                                       `json:",omitempty" wire:"status"`
}

// InstanceNetworkInterfaceAssociation is the public address of an interface.
type InstanceNetworkInterfaceAssociation struct {
	CarrierIp       string `json:",omitempty" wire:"carrierIp"`
	CustomerOwnedIp string `json:",omitempty" wire:"customerOwnedIp"`
	IpOwnerId       string `json:",omitempty" wire:"ipOwnerId"`
	PublicDnsName   string `json:",omitempty" wire:"publicDnsName"`
	PublicIp        string `json:",omitempty" wire:"publicIp"`
}

// InstanceNetworkInterfaceAttachment is the tie between an interface and its instance.
type InstanceNetworkInterfaceAttachment struct {
	AttachTime          string                                 `json:",omitempty" wire:"attachTime,time"`
	AttachmentId        string                                 `json:",omitempty" wire:"attachmentId"`
	DeleteOnTermination *bool                                  `json:",omitempty" wire:"deleteOnTermination"`
	DeviceIndex         *int                                   `json:",omitempty" wire:"deviceIndex"`
	EnaQueueCount       *int                                   `json:",omitempty" wire:"enaQueueCount"`
	EnaSrdSpecification *InstanceAttachmentEnaSrdSpecification `json:",omitempty" wire:"enaSrdSpecification"`
	NetworkCardIndex    *int                                   `json:",omitempty" wire:"networkCardIndex"`
	Status              string                                 `json:",omitempty" wire:"status"`
}

// ConnectionTrackingSpecificationResponse holds the idle timeouts of tracked connections.
type ConnectionTrackingSpecificationResponse struct {
	TcpEstablishedTimeout *int `json:",omitempty" wire:"tcpEstablishedTimeout"`
	UdpStreamTimeout      *int `json:",omitempty" wire:"udpStreamTimeout"`
	UdpTimeout            *int `json:",omitempty" wire:"udpTimeout"`
}

// GroupIdentifier is a security group by ID and name.
type GroupIdentifier struct {
	GroupId   string `json:",omitempty" wire:"groupId"`
	GroupName string `json:",omitempty" wire:"groupName"`
}

// InstanceIpv4Prefix is one IPv4 prefix of an interface.
type InstanceIpv4Prefix struct {
	Ipv4Prefix string `json:",omitempty" wire:"ipv4Prefix"`
}

// InstanceIpv6Address is one IPv6 address of an interface.
type InstanceIpv6Address struct {
	Ipv6Address   string `json:",omitempty" wire:"ipv6Address"`
	IsPrimaryIpv6 *bool  `json:",omitempty" wire:"isPrimaryIpv6"`
}

// InstanceIpv6Prefix is one IPv6 prefix of an interface.
type InstanceIpv6Prefix struct {
	Ipv6Prefix string `json:",omitempty" wire:"ipv6Prefix"`
}

// InstancePrivateIpAddress is one private IPv4 address of an interface.
type InstancePrivateIpAddress struct {
	Association      *InstanceNetworkInterfaceAssociation `json:",omitempty" wire:"association"`
	Primary          *bool                                `json:",omitempty" wire:"primary"`
	PrivateDnsName   string                               `json:",omitempty" wire:"privateDnsName"`
	PrivateIpAddress string                               `json:",omitempty" wire:"privateIpAddress"`
}

// InstanceSecondaryInterfaceAttachment is the tie between a secondary interface and its instance.
type InstanceSecondaryInterfaceAttachment struct {
	AttachTime          string `json:",omitempty" wire:"attachTime,time"`
	AttachmentId        string `json:",omitempty" wire:"attachmentId"`
	DeleteOnTermination *bool  `json:",omitempty" wire:"deleteOnTermination"`
	DeviceIndex         *int   `json:",omitempty" wire:"deviceIndex"`
	NetworkCardIndex    *int   `json:",omitempty" wire:"networkCardIndex"`
	Status              string `json:",omitempty" wire:"status"`
}

// InstanceSecondaryInterfacePrivateIpAddress is one private address of a secondary interface.
type InstanceSecondaryInterfacePrivateIpAddress struct {
	PrivateIpAddress string `json:",omitempty" wire:"privateIpAddress"`
}

// InstanceAttachmentEnaSrdSpecification says whether an attached interface uses ENA Express.
type InstanceAttachmentEnaSrdSpecification struct {
	EnaSrdEnabled          *bool                                     `json:",omitempty" wire:"enaSrdEnabled"`
	EnaSrdUdpSpecification *InstanceAttachmentEnaSrdUdpSpecification `json:",omitempty" wire:"enaSrdUdpSpecification"`
}

// InstanceAttachmentEnaSrdUdpSpecification says whether ENA Express carries UDP too.
type InstanceAttachmentEnaSrdUdpSpecification struct {
	EnaSrdUdpEnabled *bool `json:",omitempty" wire:"enaSrdUdpEnabled"`
}
