#!/bin/sh
# Roll back parameter /ami/bastion
set -e

# 1. /ami/bastion back to bastion-2026.07.24
aws ssm put-parameter --name /ami/bastion --value ami-0df832c56826e5d43 --type String --data-type aws:ec2:image --overwrite --region us-east-1
