#!/usr/bin/env bash
# Sets the machine up where needed, then checks the formatting and runs all tests: one line per check, and as last line
# "N passed, N failed". Whatever goes wrong counts as failed, a build or a test run that ends early too.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# Test classes run side by side already.
export OPENBLAS_NUM_THREADS=${OPENBLAS_NUM_THREADS:-1}
# A thousand steps are compared with PyTorch's to seven digits: OpenBLAS must round as where these were recorded, with the kernels for AVX2.
if grep -qsw avx2 /proc/cpuinfo; then
  export OPENBLAS_CORETYPE=${OPENBLAS_CORETYPE:-Haswell}
fi
# On some machines the newer kernels of libtorch 2.10 compute wrong gradients of convolutions (docs/engine.md).
export ONEDNN_MAX_CPU_ISA=${ONEDNN_MAX_CPU_ISA:-AVX}

passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

main() {
  if ./setup.sh; then
    check_format
    for project in tests/*.Tests; do run_tests "$project"; done
  else
    failed=1
  fi
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}

check_format() {
  if dotnet format MtlGen.sln --verify-no-changes --no-restore > "$log" 2>&1; then
    report formatting "clean"
  else
    cat "$log"
    report formatting "not clean; 'dotnet format' puts it right"
    failed=$((failed + 1))
  fi
}

# run_tests PROJECT
run_tests() {
  local started=$SECONDS status=0 good bad
  timeout 300 dotnet test "$1" -c Release --no-build > "$log" 2>&1 < /dev/null || status=$?
  good=$(count Passed) bad=$(count Failed)
  # A crash, a time-out or tests that could not be found leave no failed test behind, only the exit code.
  if [ $status -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
  if [ "$bad" -gt 0 ]; then cat "$log"; fi
  if [ $status -eq 124 ]; then echo "$1 did not end within 5 minutes."; fi
  report "$(basename "$1")" "$good passed, $bad failed ($((SECONDS - started)) s)"
  passed=$((passed + good)) failed=$((failed + bad))
}

# count Passed|Failed: the number in the summary line of a test run, 0 without one.
count() { sed -n "s/.*$1: *\([0-9]*\), .*Total: .*/\1/p" "$log" | tail -n 1 | grep . || echo 0; }

report() { printf '%-32s %s\n' "$1" "$2"; }

main
