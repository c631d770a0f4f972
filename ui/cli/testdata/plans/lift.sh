#!/bin/sh
# Lift the protection of bastion-2026.01.25
set -e
