#!/bin/sh
# Launch web-arm64-2026.11.19-9f3c01d as 2 × t4g.small
set -e

# 1. launch 2 × t4g.small from web-arm64-2026.11.19-9f3c01d
aws ec2 run-instances --image-id ami-0a1b2c3d4e5f60718 --instance-type t4g.small --count 2 --key-name ops-2026 --block-device-mappings '[{"DeviceName":"/dev/xvda","Ebs":{"VolumeSize":40}}]' --tag-specifications '{"ResourceType":"instance","Tags":[{"Key":"Name","Value":"canary"}]}' '{"ResourceType":"volume","Tags":[{"Key":"Name","Value":"canary"}]}' --region us-east-1
