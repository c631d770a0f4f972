#!/bin/sh
# Roll back group web-blue
set -e

# 1. new version of web from 43, image web-arm64-2026.11.12-77aa0e2
STEP1_VERSIONNUMBER=$(aws ec2 create-launch-template-version --launch-template-id lt-094475c942bd0b4e7 --source-version 43 --version-description 'roll back from ami-0a1b2c3d4e5f60718 to ami-0fc35c55ace32b7f3' --launch-template-data '{"ImageId":"ami-0fc35c55ace32b7f3"}' --region us-east-1 --query LaunchTemplateVersion.VersionNumber --output text)

# 2. web-blue refresh to the new version: keep 90 % healthy, stop at 20 % for 5 min, watch for 5 min, roll back by itself
aws autoscaling start-instance-refresh --auto-scaling-group-name web-blue --strategy Rolling --desired-configuration '{"LaunchTemplate":{"LaunchTemplateId":"lt-094475c942bd0b4e7","Version":"'"$STEP1_VERSIONNUMBER"'"}}' --preferences '{"MinHealthyPercentage":90,"SkipMatching":true,"AutoRollback":true,"CheckpointPercentages":[20,100],"CheckpointDelay":300,"BakeTime":300}' --region us-east-1

# 3. /ami/web back to web-arm64-2026.11.12-77aa0e2
aws ssm put-parameter --name /ami/web --value ami-0fc35c55ace32b7f3 --type String --data-type aws:ec2:image --overwrite --region us-east-1
