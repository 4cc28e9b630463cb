#!/usr/bin/env bash
# Mutation testing of one folder of the runtime: Stryker changes its code, place by place, and runs the tests that reach the place. What no test
# notices is listed as survived; some of it changes nothing that can be seen. About a second for each change, so it is no part of test.sh.
#
#   scripts/mutate.sh Balancing                  all of src/Mtl.Runtime/Balancing
#   scripts/mutate.sh Balancing/Algebra          a folder in it
#   scripts/mutate.sh Tasks --concurrency 4      further options go to Stryker
set -euo pipefail
folder=${1:?'name a folder of src/Mtl.Runtime, such as Balancing'}
shift
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
if [ ! -d "src/Mtl.Runtime/$folder" ]; then
  echo "src/Mtl.Runtime has no folder '$folder'" >&2
  exit 1
fi

stryker=artifacts/tools/dotnet-stryker
[ -x "$stryker" ] || dotnet tool install dotnet-stryker --version 5.1.0 --tool-path artifacts/tools

cd tests/Mtl.Runtime.Tests
exec "$root/$stryker" --project Mtl.Runtime.csproj --mutate "$folder/**/*.cs" --concurrency 1 \
  --reporter cleartext --reporter json --output "$root/artifacts/mutation/${folder//\//-}" "$@"
