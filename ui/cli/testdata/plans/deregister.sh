#!/bin/sh
# Deregister web-arm64-2025.12.16-08d7c5a
set -e

# 1. deregister web-arm64-2025.12.16-08d7c5a and delete 1 snapshot
aws ec2 deregister-image --image-id ami-0a0360095095dfa03 --delete-associated-snapshots --region us-east-1
