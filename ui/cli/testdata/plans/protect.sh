#!/bin/sh
# Protect web-arm64-2026.11.19-9f3c01d
set -e

# 1. protect web-arm64-2026.11.19-9f3c01d against being deregistered
aws ec2 enable-image-deregistration-protection --image-id ami-0a1b2c3d4e5f60718 --with-cooldown --region us-east-1
