#!/bin/sh
# Roll back template web
set -e

# 1. make v41 the default of web
aws ec2 modify-launch-template --launch-template-id lt-094475c942bd0b4e7 --default-version 41 --region us-east-1

# 2. /ami/web back to web-arm64-2026.11.12-77aa0e2
aws ssm put-parameter --name /ami/web --value ami-0fc35c55ace32b7f3 --type String --data-type aws:ec2:image --overwrite --region us-east-1
