#!/bin/sh
# Give up the share of spark-runtime-4.0.1-20261104
set -e

# 1. give up the share of spark-runtime-4.0.1-20261104
aws ec2 cancel-image-launch-permission --image-id ami-0c22fcec97738ba33 --region us-east-1
