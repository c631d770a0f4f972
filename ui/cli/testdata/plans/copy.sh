#!/bin/sh
# Copy web-arm64-2026.11.19-9f3c01d to sa-east-1 and us-east-1
set -e

# 1. copy web-arm64-2026.11.19-9f3c01d to sa-east-1
STEP1_IMAGEID=$(aws ec2 copy-image --name web-arm64-2026.11.19-9f3c01d --source-image-id ami-0a1b2c3d4e5f60718 --source-region us-east-1 --description 'web 4.19.0: TLS moves to the new edge cache, IMDSv2 required. 502s under load, see INC-2291' --encrypted --kms-key-id alias/prod --copy-image-tags --region sa-east-1 --query ImageId --output text)
while sleep 5; [ "$(aws ec2 describe-images --image-ids "$STEP1_IMAGEID" --region sa-east-1 --query 'Images[0].State' --output text)" = pending ]; do :; done

# 2. share the copy in sa-east-1 with account 222233334444, account 333344445555 and organization o-a1b2c3d4e5
aws ec2 modify-image-attribute --image-id "$STEP1_IMAGEID" --launch-permission '{"Add":[{"UserId":"222233334444"},{"UserId":"333344445555"},{"OrganizationArn":"arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5"}]}' --region sa-east-1

# 3. copy web-arm64-2026.11.19-9f3c01d to us-east-1 as web-arm64-2026.11.19-9f3c01d-copy
aws ec2 copy-image --name web-arm64-2026.11.19-9f3c01d-copy --source-image-id ami-0a1b2c3d4e5f60718 --source-region us-east-1 --description 'web 4.19.0: TLS moves to the new edge cache, IMDSv2 required. 502s under load, see INC-2291' --copy-image-tags --region us-east-1
