#!/bin/sh
# Deprecate 2 images from 31 Jan 2027 00:00 UTC
set -e

# 1. deprecate web-arm64-2026.11.19-9f3c01d from 31 Jan 2027 00:00 UTC
aws ec2 enable-image-deprecation --image-id ami-0a1b2c3d4e5f60718 --deprecate-at 2027-01-31T00:00:00Z --region us-east-1

# 2. deprecate opsprod-toolbox-2026.05.04 from 31 Jan 2027 00:00 UTC
aws ec2 enable-image-deprecation --image-id ami-0793ea3885d63fc3b --deprecate-at 2027-01-31T00:00:00Z --region us-east-1
