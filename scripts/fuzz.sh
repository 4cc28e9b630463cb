#!/usr/bin/env bash
# Fuzzing of the generator: random programs with one model each, and the programs of the tests with random changes, in turn for half of
# the time. A program without an error of ours must compile, without a warning in generated code; with one, generated code must add none.
# The tests do the same with a few programs. What is found is printed with the seed that writes it again.
#
#   scripts/fuzz.sh                 one minute, from seed 1
#   scripts/fuzz.sh 10              ten minutes
#   scripts/fuzz.sh 10 4711         ten minutes, from seed 4711
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
MTL_FUZZ_MINUTES=${1:-1} MTL_FUZZ_SEED=${2:-1} exec dotnet test tests/Mtl.Generator.Tests -c Release \
  --filter FullyQualifiedName~FuzzTests --logger "console;verbosity=detailed"
