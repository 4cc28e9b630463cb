#!/usr/bin/env bash
# Measures whole training steps against PyTorch on the same libtorch, in one run, on one thread, and then what the generator costs the
# compiler, against that of the MVVM Toolkit. Says medians and ratios. Where PyTorch is missing it is installed (Debian's python3-torch), and the
# toolkit is fetched from the package feeds; without them our own figures alone are shown. Names of workloads, as in `./bench.sh gramian heads256`,
# measure these alone.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here"
./setup.sh

if ! /usr/bin/python3 -c 'import torch' 2> /dev/null && command -v apt-get > /dev/null && [ "$(id -u)" -eq 0 ]; then
  echo "bench: installing python3-torch, the peer to measure against"
  apt-get install -y -qq --no-install-recommends python3-torch > /dev/null < /dev/null
fi

toolkit=8.4.2 folder=artifacts/peers/mvvm-toolkit
. scripts/probe.sh
if NUGET_PACKAGES=$here/$folder restore_probe "$folder" CommunityToolkit.Mvvm "$toolkit"; then
  export MTL_MVVM_TOOLKIT=$here/$folder/communitytoolkit.mvvm/$toolkit
fi

# The kernels that OpenBLAS chooses for this processor, for both sides: a machine can be set to others, so that all machines compute alike.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
# Memory that was freed stays with the process, on both sides. PyTorch makes its tensors anew in every step, and where giving memory back to the
# system is expensive, as on some virtual machines, that alone would triple its time.
export MALLOC_MMAP_THRESHOLD_=1000000000 MALLOC_TRIM_THRESHOLD_=1000000000 MALLOC_TOP_PAD_=67108864
# One thread each: the figures of two cores depend on what else the machine does.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
dotnet run --no-build -c Release --project benchmarks/Mtl.Benchmarks -- "$@"
[ $# -gt 0 ] || dotnet run --no-build -c Release --project benchmarks/Mtl.Generator.Benchmarks
