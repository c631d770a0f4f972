package sim

// KeyPair is one key pair as describe-key-pairs prints it.
type KeyPair struct {
	CreateTime     string `json:",omitempty" wire:"createTime,time"`
	KeyFingerprint string `json:",omitempty" wire:"keyFingerprint"`
	KeyName        string `json:",omitempty" wire:"keyName"`
	KeyPairId      string `json:",omitempty" wire:"keyPairId"`
	KeyType        string `json:",omitempty" wire:"keyType"`
	PublicKey      string `json:",omitempty" wire:"publicKey"`
	Tags           []Tag  `json:",omitempty" wire:"tagSet"`
}

// Vpc is one virtual private cloud as describe-vpcs prints it.
type Vpc struct {
	BlockPublicAccessStates     *BlockPublicAccessStates      `json:",omitempty" wire:"blockPublicAccessStates"`
	CidrBlock                   string                        `json:",omitempty" wire:"cidrBlock"`
	CidrBlockAssociationSet     []VpcCidrBlockAssociation     `json:",omitempty" wire:"cidrBlockAssociationSet"`
	DhcpOptionsId               string                        `json:",omitempty" wire:"dhcpOptionsId"`
	EncryptionControl           *VpcEncryptionControl         `json:",omitempty" wire:"encryptionControl"`
	InstanceTenancy             string                        `json:",omitempty" wire:"instanceTenancy"`
	Ipv6CidrBlockAssociationSet []VpcIpv6CidrBlockAssociation `json:",omitempty" wire:"ipv6CidrBlockAssociationSet"`
	IsDefault                   bool                          `wire:"isDefault"`
	OwnerId                     string                        `json:",omitempty" wire:"ownerId"`
	State                       string                        `json:",omitempty" wire:"state"`
	Tags                        []Tag                         `json:",omitempty" wire:"tagSet"`
	VpcId                       string                        `json:",omitempty" wire:"vpcId"`
}

// Subnet is one subnet as describe-subnets prints it.
type Subnet struct {
	AssignIpv6AddressOnCreation   bool                             `wire:"assignIpv6AddressOnCreation"`
	AvailabilityZone              string                           `json:",omitempty" wire:"availabilityZone"`
	AvailabilityZoneId            string                           `json:",omitempty" wire:"availabilityZoneId"`
	AvailableIpAddressCount       int                              `wire:"availableIpAddressCount"`
	BlockPublicAccessStates       *BlockPublicAccessStates         `json:",omitempty" wire:"blockPublicAccessStates"`
	CidrBlock                     string                           `json:",omitempty" wire:"cidrBlock"`
	CustomerOwnedIpv4Pool         string                           `json:",omitempty" wire:"customerOwnedIpv4Pool"`
	DefaultForAz                  bool                             `wire:"defaultForAz"`
	EnableDns64                   *bool                            `json:",omitempty" wire:"enableDns64"`
	EnableLniAtDeviceIndex        *int                             `json:",omitempty" wire:"enableLniAtDeviceIndex"`
	Ipv6CidrBlockAssociationSet   []SubnetIpv6CidrBlockAssociation `json:",omitempty" wire:"ipv6CidrBlockAssociationSet"`
	Ipv6Native                    *bool                            `json:",omitempty" wire:"ipv6Native"`
	MapCustomerOwnedIpOnLaunch    *bool                            `json:",omitempty" wire:"mapCustomerOwnedIpOnLaunch"`
	MapPublicIpOnLaunch           bool                             `wire:"mapPublicIpOnLaunch"`
	OutpostArn                    string                           `json:",omitempty" wire:"outpostArn"`
	OwnerId                       string                           `json:",omitempty" wire:"ownerId"`
	PrivateDnsNameOptionsOnLaunch *PrivateDnsNameOptionsOnLaunch   `json:",omitempty" wire:"privateDnsNameOptionsOnLaunch"`
	State                         string                           `json:",omitempty" wire:"state"`
	SubnetArn                     string                           `json:",omitempty" wire:"subnetArn"`
	SubnetId                      string                           `json:",omitempty" wire:"subnetId"`
	Tags                          []Tag                            `json:",omitempty" wire:"tagSet"`
	Type                          string                           `json:",omitempty" wire:"type"`
	VpcId                         string                           `json:",omitempty" wire:"vpcId"`
}

// SecurityGroup is one security group as describe-security-groups prints it.
type SecurityGroup struct {
	Description         string         `json:",omitempty" wire:"groupDescription"`
	GroupId             string         `json:",omitempty" wire:"groupId"`
	GroupName           string         `json:",omitempty" wire:"groupName"`
	IpPermissions       []IpPermission `json:",omitempty" wire:"ipPermissions"`
	IpPermissionsEgress []IpPermission `json:",omitempty" wire:"ipPermissionsEgress"`
	OwnerId             string         `json:",omitempty" wire:"ownerId"`
	SecurityGroupArn    string         `json:",omitempty" wire:"securityGroupArn"`
	Tags                []Tag          `json:",omitempty" wire:"tagSet"`
	VpcId               string         `json:",omitempty" wire:"vpcId"`
}

// BlockPublicAccessStates says whether internet gateways are blocked for a VPC or subnet.
type BlockPublicAccessStates struct {
	InternetGatewayBlockMode string `json:",omitempty" wire:"internetGatewayBlockMode"`
}

// VpcCidrBlockAssociation is one IPv4 range of a VPC.
type VpcCidrBlockAssociation struct {
	AssociationId  string             `json:",omitempty" wire:"associationId"`
	CidrBlock      string             `json:",omitempty" wire:"cidrBlock"`
	CidrBlockState *VpcCidrBlockState `json:",omitempty" wire:"cidrBlockState"`
}

// VpcEncryptionControl says how a VPC enforces encryption in transit.
type VpcEncryptionControl struct {
	Mode                   string                          `json:",omitempty" wire:"mode"`
	ResourceExclusions     *VpcEncryptionControlExclusions `json:",omitempty" wire:"resourceExclusions"`
	State                  string                          `json:",omitempty" wire:"state"`
	StateMessage           string                          `json:",omitempty" wire:"stateMessage"`
	Tags                   []Tag                           `json:",omitempty" wire:"tagSet"`
	VpcEncryptionControlId string                          `json:",omitempty" wire:"vpcEncryptionControlId"`
	VpcId                  string                          `json:",omitempty" wire:"vpcId"`
}

// VpcIpv6CidrBlockAssociation is one IPv6 range of a VPC.
type VpcIpv6CidrBlockAssociation struct {
	AssociationId        string             `json:",omitempty" wire:"associationId"`
	IpSource             string             `json:",omitempty" wire:"ipSource"`
	Ipv6AddressAttribute string             `json:",omitempty" wire:"ipv6AddressAttribute"`
	Ipv6CidrBlock        string             `json:",omitempty" wire:"ipv6CidrBlock"`
	Ipv6CidrBlockState   *VpcCidrBlockState `json:",omitempty" wire:"ipv6CidrBlockState"`
	Ipv6Pool             string             `json:",omitempty" wire:"ipv6Pool"`
	NetworkBorderGroup   string             `json:",omitempty" wire:"networkBorderGroup"`
}

// SubnetIpv6CidrBlockAssociation is one IPv6 range of a subnet.
type SubnetIpv6CidrBlockAssociation struct {
	AssociationId        string                `json:",omitempty" wire:"associationId"`
	IpSource             string                `json:",omitempty" wire:"ipSource"`
	Ipv6AddressAttribute string                `json:",omitempty" wire:"ipv6AddressAttribute"`
	Ipv6CidrBlock        string                `json:",omitempty" wire:"ipv6CidrBlock"`
	Ipv6CidrBlockState   *SubnetCidrBlockState `json:",omitempty" wire:"ipv6CidrBlockState"`
}

// PrivateDnsNameOptionsOnLaunch says how host names are made for instances launched in a subnet.
type PrivateDnsNameOptionsOnLaunch struct {
	EnableResourceNameDnsAAAARecord *bool  `json:",omitempty" wire:"enableResourceNameDnsAAAARecord"`
	EnableResourceNameDnsARecord    *bool  `json:",omitempty" wire:"enableResourceNameDnsARecord"`
	HostnameType                    string `json:",omitempty" wire:"hostnameType"`
}

// IpPermission is one rule of a security group.
type IpPermission struct {
	FromPort         *int              `json:",omitempty" wire:"fromPort"`
	IpProtocol       string            `json:",omitempty" wire:"ipProtocol"`
	IpRanges         []IpRange         `json:",omitempty" wire:"ipRanges"`
	Ipv6Ranges       []Ipv6Range       `json:",omitempty" wire:"ipv6Ranges"`
	PrefixListIds    []PrefixListId    `json:",omitempty" wire:"prefixListIds"`
	ToPort           *int              `json:",omitempty" wire:"toPort"`
	UserIdGroupPairs []UserIdGroupPair `json:",omitempty" wire:"groups"`
}

// VpcCidrBlockState is the state of a range of a VPC.
type VpcCidrBlockState struct {
	State         string `json:",omitempty" wire:"state"`
	StatusMessage string `json:",omitempty" wire:"statusMessage"`
}

// VpcEncryptionControlExclusions lists what a VPC leaves out of its encryption control.
type VpcEncryptionControlExclusions struct {
	EgressOnlyInternetGateway *VpcEncryptionControlExclusion `json:",omitempty" wire:"egressOnlyInternetGateway"`
	ElasticFileSystem         *VpcEncryptionControlExclusion `json:",omitempty" wire:"elasticFileSystem"`
	InternetGateway           *VpcEncryptionControlExclusion `json:",omitempty" wire:"internetGateway"`
	Lambda                    *VpcEncryptionControlExclusion `json:",omitempty" wire:"lambda"`
	NatGateway                *VpcEncryptionControlExclusion `json:",omitempty" wire:"natGateway"`
	VirtualPrivateGateway     *VpcEncryptionControlExclusion `json:",omitempty" wire:"virtualPrivateGateway"`
	VpcLattice                *VpcEncryptionControlExclusion `json:",omitempty" wire:"vpcLattice"`
	VpcPeering                *VpcEncryptionControlExclusion `json:",omitempty" wire:"vpcPeering"`
}

// SubnetCidrBlockState is the state of a range of a subnet.
type SubnetCidrBlockState struct {
	State         string `json:",omitempty" wire:"state"`
	StatusMessage string `json:",omitempty" wire:"statusMessage"`
}

// IpRange is an IPv4 range that a rule lets through.
type IpRange struct {
	CidrIp      string `json:",omitempty" wire:"cidrIp"`
	Description string `json:",omitempty" wire:"description"`
}

// Ipv6Range is an IPv6 range that a rule lets through.
type Ipv6Range struct {
	CidrIpv6    string `json:",omitempty" wire:"cidrIpv6"`
	Description string `json:",omitempty" wire:"description"`
}

// PrefixListId is a prefix list that a rule lets through.
type PrefixListId struct {
	Description  string `json:",omitempty" wire:"description"`
	PrefixListId string `json:",omitempty" wire:"prefixListId"`
}

// UserIdGroupPair is a security group that a rule lets through.
type UserIdGroupPair struct {
	Description            string `json:",omitempty" wire:"description"`
	GroupId                string `json:",omitempty" wire:"groupId"`
	GroupName              string `json:",omitempty" wire:"groupName"`
	PeeringStatus          string `json:",omitempty" wire:"peeringStatus"`
	UserId                 string `json:",omitempty" wire:"userId"`
	VpcId                  string `json:",omitempty" wire:"vpcId"`
	VpcPeeringConnectionId string `json:",omitempty" wire:"vpcPeeringConnectionId"`
}

// VpcEncryptionControlExclusion is the state of one exclusion from encryption control.
type VpcEncryptionControlExclusion struct {
	State        string `json:",omitempty" wire:"state"`
	StateMessage string `json:",omitempty" wire:"stateMessage"`
}
