package explain

// productCode ties an image to a product that is sold.
func productCode() []Property {
	return []Property{
		{
			Field: "ProductCodeId", Label: "Product code", Fixed: true,
			Means:  "The ID of the product that the image belongs to.",
			Why:    "It leads to the product's page and terms, and tells images of one seller's product from others of like name.",
			Change: "Given by the Marketplace, and taken along into images and snapshots made of it.",
			Any:    "Look it up in the AWS Marketplace, or list all its images with describe-images and the filter product-code.",
		},
		{
			Field: "ProductCodeType", Label: "Kind of product code", Fixed: true,
			Means:  "Which of AWS's shops the product is from.",
			Why:    "Marketplace products want a subscription of each account that launches them.",
			Change: "It comes with the code.",
			Values: []Value{
				{"marketplace", "The AWS Marketplace of today."},
				{"devpay", "DevPay, an older way of AWS's to charge for images, found on very old ones."},
			},
		},
	}
}
