#!/usr/bin/env bash
# Measures whole training steps against PyTorch on the same libtorch, in one run, on one thread, and then what the generator costs the
# compiler. Says medians and ratios. Where PyTorch is missing it is installed (Debian's python3-torch); without it our own figures
# alone are shown. Names of workloads, as in `./bench.sh gramian heads256`, measure these alone.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here"
./setup.sh

if ! /usr/bin/python3 -c 'import torch' 2> /dev/null && command -v apt-get > /dev/null && [ "$(id -u)" -eq 0 ]; then
  echo "bench: installing python3-torch, the peer to measure against"
  apt-get install -y -qq --no-install-recommends python3-torch > /dev/null < /dev/null
fi

# The kernels that OpenBLAS chooses for this processor, for both sides: a machine can be set to others, so that all machines compute alike.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
# One thread each: the figures of two cores depend on what else the machine does.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
dotnet run --no-build -c Release --project benchmarks/Mtl.Benchmarks -- "$@"
[ $# -gt 0 ] || dotnet run --no-build -c Release --project benchmarks/Mtl.Generator.Benchmarks
