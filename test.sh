#!/usr/bin/env bash
# Builds everything, checks formatting and commit subjects, and runs all tests: `dotnet test` with one closing line,
# "N passed, N failed".
# Whatever goes wrong counts as failed, a build or a test run that ends early too.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

main() {
  if dotnet build MtlGen.sln -c Release -v quiet; then
    check_format
    check_commits
    run_tests
  else
    failed=1
  fi
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}

check_format() {
  if dotnet format MtlGen.sln --verify-no-changes --no-restore; then
    echo "formatting: clean"
  else
    echo "formatting: not clean; 'dotnet format' puts it right"
    failed=$((failed + 1))
  fi
}

check_commits() {
  scripts/check-commits.sh || failed=$((failed + 1))
}

run_tests() {
  local status=0
  dotnet test MtlGen.sln -c Release --no-build < /dev/null | tee "$log" || status=$?
  passed=$((passed + $(sum Passed))) failed=$((failed + $(sum Failed)))
  # A crash or tests that could not be found leave no failed test behind, only the exit code.
  if [ $status -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
}

# sum Passed|Failed: the total over the summary lines of all test projects.
sum() { sed -n "s/.*$1: *\([0-9]*\), .*Total: .*/\1/p" "$log" | awk '{ total += $1 } END { print total + 0 }'; }

main
