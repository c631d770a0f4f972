#!/bin/sh
# Share web-arm64-2026.11.19-9f3c01d with account 999988887777
set -e

# 1. share web-arm64-2026.11.19-9f3c01d with account 999988887777
aws ec2 modify-image-attribute --image-id ami-0a1b2c3d4e5f60718 --launch-permission '{"Add":[{"UserId":"999988887777"}]}' --region us-east-1

# 2. share snapshot snap-0a1b2c3d4e5f60091 with account 999988887777
aws ec2 modify-snapshot-attribute --snapshot-id snap-0a1b2c3d4e5f60091 --attribute createVolumePermission --create-volume-permission '{"Add":[{"UserId":"999988887777"}]}' --region us-east-1

# 3. share snapshot snap-0c9d8e7f6a5b40017 with account 999988887777
aws ec2 modify-snapshot-attribute --snapshot-id snap-0c9d8e7f6a5b40017 --attribute createVolumePermission --create-volume-permission '{"Add":[{"UserId":"999988887777"}]}' --region us-east-1
