#!/usr/bin/env bash
# Measures whole training steps against TorchSharp written by hand on the same libtorch, in the same process and on one thread, and beside
# it against Debian's PyTorch where it is installed (root gets it installed); then what the generator costs the compiler, against that of
# the MVVM Toolkit. Says medians and ratios. Names of workloads, as in `./bench.sh gramian heads256`, measure these alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if ! /usr/bin/python3 -c 'import torch' 2> /dev/null && command -v apt-get > /dev/null && [ "$(id -u)" -eq 0 ]; then
  echo "bench: installing python3-torch, the peer from Debian"
  apt-get install -y -qq --no-install-recommends python3-torch libopenblas0-pthread > /dev/null < /dev/null
fi

# The kernels that OpenBLAS chooses for this processor: a machine can be set to others, so that all machines compute alike.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
# Memory that was freed stays with the process. PyTorch and TorchSharp make tensors anew in every step, and where giving memory back to the
# system is expensive, as on some virtual machines, that alone would triple their time.
export MALLOC_MMAP_THRESHOLD_=1000000000 MALLOC_TRIM_THRESHOLD_=1000000000 MALLOC_TOP_PAD_=67108864
# One thread each, because the figures of several cores depend on what else the machine does; THREADS=2 measures two.
export OPENBLAS_NUM_THREADS="${THREADS:-1}" OMP_NUM_THREADS="${THREADS:-1}"
dotnet run -c Release --project benchmarks/Mtl.Benchmarks -- "$@"
[ $# -gt 0 ] || dotnet run -c Release --project benchmarks/Mtl.Generator.Benchmarks
