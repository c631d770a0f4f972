#!/bin/sh
# Create image web-next of web-blue-1
set -e

# 1. make image web-next of web-blue-1
STEP1_IMAGEID=$(aws ec2 create-image --instance-id i-02ec39fb7181d1d17 --name web-next --no-reboot --block-device-mappings '[{"DeviceName":"/dev/sdf","NoDevice":""}]' --tag-specifications '{"ResourceType":"image","Tags":[{"Key":"team","Value":"platform"}]}' '{"ResourceType":"snapshot","Tags":[{"Key":"team","Value":"platform"}]}' --region us-east-1 --query ImageId --output text)
while sleep 5; [ "$(aws ec2 describe-images --image-ids "$STEP1_IMAGEID" --region us-east-1 --query 'Images[0].State' --output text)" = pending ]; do :; done

# 2. deprecate web-next from 31 Jan 2027 00:00 UTC
aws ec2 enable-image-deprecation --image-id "$STEP1_IMAGEID" --deprecate-at 2027-01-31T00:00:00Z --region us-east-1

# 3. protect web-next against being deregistered
aws ec2 enable-image-deregistration-protection --image-id "$STEP1_IMAGEID" --region us-east-1
