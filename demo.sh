#!/usr/bin/env bash
# Sets the machine up where needed, then runs the sample: a model that reads two digits lying over each other.
# Options go to the sample; ./demo.sh --help shows them.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
"$here/setup.sh"

# Small matrices gain nothing from many threads, and Debian's OpenBLAS would take all cores.
cores=$(nproc)
export OPENBLAS_NUM_THREADS=${OPENBLAS_NUM_THREADS:-$((cores < 4 ? cores : 4))}
exec dotnet run --project "$here/samples/TwoDigits" -c Release --no-build -- "$@"
