#!/bin/sh
# Report who uses 2 images
set -e

# 1. have EC2 count who uses web-arm64-2026.11.19-9f3c01d
aws ec2 create-image-usage-report --image-id ami-0a1b2c3d4e5f60718 --resource-types ResourceType=ec2:Instance ResourceType=ec2:LaunchTemplate --region us-east-1

# 2. have EC2 count who uses bastion-2026.01.25
aws ec2 create-image-usage-report --image-id ami-0c1fdd6a70dc0960e --resource-types ResourceType=ec2:Instance ResourceType=ec2:LaunchTemplate --region us-east-1
