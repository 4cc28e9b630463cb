#!/usr/bin/env bash
# Mutation testing of one part of the runtime: Stryker changes its code, place by place, and runs the tests that reach the place. What no test
# notices is listed as survived; some of it changes nothing that can be seen. About a second for each change, so it is no part of test.sh.
#
#   scripts/mutate.sh Balancing                      all of src/Mtl.Runtime/Balancing
#   scripts/mutate.sh Balancing/Algebra              a folder in it
#   scripts/mutate.sh Parameters/FlatSegment.cs      a file
#   scripts/mutate.sh Tasks --concurrency 4          further options go to Stryker
set -euo pipefail
part=${1:?'name a folder or a file of src/Mtl.Runtime, such as Balancing'}
shift
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
if [ -d "src/Mtl.Runtime/$part" ]; then
  files="$part/**/*.cs"
elif [ -f "src/Mtl.Runtime/$part" ]; then
  files=$part
else
  echo "src/Mtl.Runtime has neither a folder nor a file '$part'" >&2
  exit 1
fi

# Stryker refuses an option that is given twice.
case " $* " in
  *" --concurrency "* | *" -c "*) ;;
  *) set -- --concurrency 1 "$@" ;;
esac

stryker=artifacts/tools/dotnet-stryker
[ -x "$stryker" ] || dotnet tool install dotnet-stryker --version 5.1.0 --tool-path artifacts/tools

cd tests/Mtl.Runtime.Tests
exec "$root/$stryker" --project Mtl.Runtime.csproj --mutate "$files" \
  --reporter cleartext --reporter json --output "$root/artifacts/mutation/${part//\//-}" "$@"
