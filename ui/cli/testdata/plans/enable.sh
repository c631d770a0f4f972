#!/bin/sh
# Enable api-20260316-722-e639f5d
set -e

# 1. enable api-20260316-722-e639f5d
aws ec2 enable-image --image-id ami-029a581d397c7b5a0 --region us-east-1
