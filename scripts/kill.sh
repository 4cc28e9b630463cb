#!/usr/bin/env bash
# Kills a training process at random moments, 200 by default: the newest checkpoint must be whole every time, and the result the same.
#
#   scripts/kill.sh                 200 kills
#   scripts/kill.sh 1000            1,000 kills
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
MTL_KILLS=${1:-200} exec dotnet test tests/Mtl.EndToEnd.Tests -c Release \
  --filter FullyQualifiedName~KilledProcessTests --logger "console;verbosity=detailed"
