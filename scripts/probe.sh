# Sourced by setup.sh and bench.sh: asks the package feeds by restoring a project that needs the packages.

# A probe is a project of its own, whatever the folders above it say.
alone=(-p:ImportDirectoryBuildProps=false -p:ImportDirectoryBuildTargets=false -p:ImportDirectoryPackagesProps=false)

# restore_probe FOLDER PACKAGE VERSION …: whether the feeds have all of them with all that they depend on. What dotnet said is in FOLDER/log.
restore_probe() {
  local folder=$1
  shift
  mkdir -p "$folder"
  {
    echo '<Project Sdk="Microsoft.NET.Sdk">'
    echo '  <PropertyGroup>'
    echo '    <OutputType>Exe</OutputType>'
    echo '    <TargetFramework>net10.0</TargetFramework>'
    echo '    <ImplicitUsings>enable</ImplicitUsings>'
    echo '    <NuGetAudit>false</NuGetAudit>'
    echo '  </PropertyGroup>'
    echo '  <ItemGroup>'
    while [ $# -gt 0 ]; do
      echo "    <PackageReference Include=\"$1\" Version=\"$2\" />"
      shift 2
    done
    echo '  </ItemGroup>'
    echo '</Project>'
  } > "$folder/probe.csproj"
  dotnet restore "$folder/probe.csproj" "${alone[@]}" > "$folder/log" 2>&1
}
