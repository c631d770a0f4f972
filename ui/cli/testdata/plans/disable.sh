#!/bin/sh
# Disable opsprod-toolbox-2026.05.04
set -e

# 1. disable opsprod-toolbox-2026.05.04
aws ec2 disable-image --image-id ami-0793ea3885d63fc3b --region us-east-1
