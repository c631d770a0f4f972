#!/bin/sh
# Restore 2 things
set -e

# 1. restore snap-029e4294c3a9e3656
aws ec2 restore-snapshot-from-recycle-bin --snapshot-id snap-029e4294c3a9e3656 --region us-east-1

# 2. restore checkout-2026.07.26
aws ec2 restore-image-from-recycle-bin --image-id ami-08e4ad70ea061a514 --region us-east-1
