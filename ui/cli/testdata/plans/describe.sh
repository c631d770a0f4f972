#!/bin/sh
# Describe web-arm64-2026.11.19-9f3c01d
set -e

# 1. describe web-arm64-2026.11.19-9f3c01d anew
aws ec2 modify-image-attribute --image-id ami-0a1b2c3d4e5f60718 --description 'it'\''s-fine' --region us-east-1
