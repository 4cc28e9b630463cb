#!/usr/bin/env bash
# Sets this machine up for MtlGen and builds everything in Release. Says what it does; does nothing twice.
#
# Chooses two engines by asking the package feeds, and remembers the answer in TorchEngine.props:
#   TorchEngine     nuget = the TorchSharp package, where it also runs    system = src/Mtl.LibTorch over the machine's own libtorch
#   SnapshotEngine  verify = the Verify packages      standin = tests/Mtl.Testing.Snapshots
# An environment variable of that name goes before the answer. Removing TorchEngine.props asks again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. scripts/probe.sh
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

answers=TorchEngine.props
linux_backend=(libtorch-cpu-linux-x64 2.10.0.0)

say() { printf 'setup: %s\n' "$*"; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

main() {
  require_sdk
  choose_engines
  case $TorchEngine in
    nuget) ;;
    system) install_libtorch ;;
    *) fail "TorchEngine is '$TorchEngine'; it must be 'nuget' (the TorchSharp package) or 'system' (the machine's libtorch)." ;;
  esac
  build
}

require_sdk() {
  command -v dotnet > /dev/null || fail "there is no 'dotnet' here; install the .NET SDK 10 (https://dot.net) and put it on the PATH."
  dotnet --version > /dev/null 2>&1 || fail "the .NET SDK 10 is needed, but 'dotnet --list-sdks' shows: $(dotnet --list-sdks | paste -sd ';')"
}

# --- which engines -------------------------------------------------------------------------------------------------

choose_engines() {
  local torch snapshots backend
  torch=$(property TorchEngine "$answers") snapshots=$(property SnapshotEngine "$answers") backend=$(property TorchBackendPackage "$answers")

  if [ -z "${TorchEngine:-$torch}" ]; then
    local version=${TorchSharpVersion:-$(property TorchSharpVersion Directory.Build.props)}
    say "asking the package feeds for TorchSharp $version"
    if can_restore TorchSharp "$version" TorchSharp-cpu "$version"; then torch=nuget
    elif can_restore TorchSharp "$version" "${linux_backend[@]}"; then torch=nuget backend=${linux_backend[0]}
    else torch=system; fi
    if [ $torch = nuget ] && ! torch_runs "${backend:-TorchSharp-cpu}"; then torch=system backend=; fi
    remember
  fi
  if [ -z "${SnapshotEngine:-$snapshots}" ]; then
    say "asking the package feeds for Verify"
    if can_restore Verify.Xunit "$(central_version Verify.Xunit)" Verify.SourceGenerators "$(central_version Verify.SourceGenerators)"
    then snapshots=verify; else snapshots=standin; fi
    remember
  fi

  # Exported: MSBuild takes environment variables for properties.
  export TorchEngine=${TorchEngine:-$torch} SnapshotEngine=${SnapshotEngine:-$snapshots}
  case $TorchEngine in
    nuget) say "engine: the TorchSharp package" ;;
    system) say "engine: the machine's libtorch through src/Mtl.LibTorch" ;;
  esac
}

# Writes down what is known of torch, snapshots and backend.
remember() {
  {
    echo '<Project>'
    echo '  <!-- What setup.sh found out about the package feeds. Remove this file to ask them again. -->'
    echo '  <PropertyGroup>'
    remembered TorchEngine "$torch"
    remembered TorchBackendPackage "$backend"
    remembered TorchBackendVersion "${backend:+${linux_backend[1]}}"
    remembered SnapshotEngine "$snapshots"
    echo '  </PropertyGroup>'
    echo '</Project>'
  } > "$answers"
}

remembered() { [ -z "$2" ] || echo "    <$1 Condition=\"'\$($1)' == ''\">$2</$1>"; }

# property NAME FILE: the value that an MSBuild file gives to a property; empty if it gives none.
property() { [ ! -f "$2" ] || sed -n "s:.*<$1\( [^>]*\)\?>\([^<]*\)</$1>.*:\2:p" "$2"; }

central_version() { sed -n "s:.*Include=\"$1\" Version=\"\([^\"]*\)\".*:\1:p" Directory.Packages.props; }

# can_restore PACKAGE VERSION PACKAGE VERSION: whether the feeds have both with all that they depend on.
can_restore() {
  local folder
  folder=$(probe_folder "$1" "$3")
  restore_probe "$folder" "$@" && return
  # "Not found" is an answer. Anything else, a feed that cannot be reached above all, is none.
  grep -q 'error NU110[0-3]' "$folder/log" && return 1
  grep -m 1 -o 'error.*' "$folder/log" >&2 || cat "$folder/log" >&2
  fail "the package feeds gave no answer. Look at the network and at 'dotnet nuget list source'; or choose without asking: TorchEngine=system SnapshotEngine=standin"
}

# torch_runs BACKEND: whether the restored TorchSharp also computes here. Its native library needs a newer C++ library than some systems
# have (that of GCC 13: Debian 13, Ubuntu 24.04), and TorchSharp's own message does not say so.
torch_runs() {
  local folder
  folder=$(probe_folder TorchSharp "$1")
  cat > "$folder/Program.cs" <<'PROGRAM'
try { return TorchSharp.torch.ones(1).item<float>() == 1 ? 0 : 1; }
catch (TypeInitializationException)
{
    System.Runtime.InteropServices.NativeLibrary.Load("LibTorchSharp", typeof(TorchSharp.torch).Assembly, null);
    throw;
}
PROGRAM
  say "trying whether TorchSharp runs on this machine"
  local status=0
  dotnet run --project "$folder/probe.csproj" "${alone[@]}" > "$folder/log" 2>&1 || status=$?
  rm -rf "$folder/bin" "$folder/obj"   # a copy of libtorch
  [ $status -ne 0 ] || return 0
  say "the feeds have TorchSharp, but it does not run here: $(grep -m 1 -o '[^ /]*: version .* not found' "$folder/log" || echo "see $folder/log")"
  return 1
}

probe_folder() { echo "artifacts/probe/$1-$2"; }

# --- what the machine needs ----------------------------------------------------------------------------------------

install_libtorch() {
  local missing=() sudo=() name
  for name in cmake make g++; do command -v "$name" > /dev/null || missing+=("$name"); done
  for name in libtorch-dev libopenblas0-pthread; do installed "$name" || missing+=("$name"); done
  [ ${#missing[@]} -gt 0 ] || return 0

  command -v apt-get > /dev/null || fail "needs ${missing[*]} (names of Debian's packages) and there is no apt-get here to install them. Install them by hand on Debian or Ubuntu, or use a package feed that has TorchSharp (TorchEngine=nuget)."
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo > /dev/null || fail "needs ${missing[*]}. Only root can install them and there is no sudo here; as root: apt-get install ${missing[*]}"
    sudo=(sudo)
  fi
  say "installing ${missing[*]} (a minute or two)"
  mkdir -p artifacts
  { "${sudo[@]}" apt-get update -qq && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } \
    > artifacts/apt.log 2>&1 < /dev/null || { tail -n 20 artifacts/apt.log >&2; fail "apt-get could not install ${missing[*]}; its last lines are above, all of them in artifacts/apt.log."; }
}

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2> /dev/null)" = installed ]; }

# --- the build -----------------------------------------------------------------------------------------------------

build() {
  # The stamp is as old as the start of the last good build, so that whatever was edited during it is newer.
  local stamp=artifacts/$TorchEngine/built.$SnapshotEngine${TorchSharpVersion:+.$TorchSharpVersion}
  if [ -f "$stamp" ] && [ -z "$(newer_than "$stamp")" ]; then return; fi

  say "building (the first time takes about a minute)"
  mkdir -p "artifacts/$TorchEngine"
  touch "$stamp.started"
  dotnet build MtlGen.sln -c Release -v quiet > artifacts/build.log 2>&1 || { cat artifacts/build.log >&2; fail "the build failed; the errors are above."; }
  mv "$stamp.started" "$stamp"
}

# Anything that was edited, added or removed. The root folder itself changes with every file that a sample writes, so only its files count.
newer_than() {
  find . -mindepth 1 \( -path ./artifacts -o -path ./.git -o -path ./out \) -prune -o -newer "$1" -print -quit
}

main
