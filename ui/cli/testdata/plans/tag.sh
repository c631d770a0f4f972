#!/bin/sh
# Tag 2 images
set -e

# 1. remove tag Name from web-arm64-2026.11.19-9f3c01d
aws ec2 delete-tags --resources ami-0a1b2c3d4e5f60718 --tags Key=Name --region us-east-1

# 2. set tag team on web-arm64-2026.11.19-9f3c01d
aws ec2 create-tags --resources ami-0a1b2c3d4e5f60718 --tags Key=team,Value=platform --region us-east-1

# 3. remove tag Name from snap-0a1b2c3d4e5f60091
aws ec2 delete-tags --resources snap-0a1b2c3d4e5f60091 --tags Key=Name --region us-east-1

# 4. set tag team on snap-0a1b2c3d4e5f60091
aws ec2 create-tags --resources snap-0a1b2c3d4e5f60091 --tags Key=team,Value=platform --region us-east-1

# 5. remove tag Name from snap-0c9d8e7f6a5b40017
aws ec2 delete-tags --resources snap-0c9d8e7f6a5b40017 --tags Key=Name --region us-east-1

# 6. set tag team on snap-0c9d8e7f6a5b40017
aws ec2 create-tags --resources snap-0c9d8e7f6a5b40017 --tags Key=team,Value=platform --region us-east-1

# 7. remove tag Name from bastion-2026.01.25
aws ec2 delete-tags --resources ami-0c1fdd6a70dc0960e --tags Key=Name --region us-east-1

# 8. remove tag Name from snap-0d8c3f1404962cb5e
aws ec2 delete-tags --resources snap-0d8c3f1404962cb5e --tags Key=Name --region us-east-1
