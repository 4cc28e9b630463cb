using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Mtl.Generator.Benchmarks;

/// <summary>
/// The generator of the MVVM Toolkit for observable properties, as a comparison: it is widely used and well optimized, and a class has
/// about as many observable properties as a model has heads. It is loaded from its package, which the project downloads.
/// </summary>
internal sealed class MvvmToolkit
{
    private readonly Type _generator;

    public MvvmToolkit()
    {
        var package = typeof(MvvmToolkit).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(entry => entry.Key == "MvvmToolkitPackage").Value!;
        var analyzers = Path.Combine(package, "analyzers", "dotnet", "roslyn4.12", "cs");
        _generator = Assembly.LoadFrom(Path.Combine(analyzers, "CommunityToolkit.Mvvm.SourceGenerators.dll"))
            .GetType("CommunityToolkit.Mvvm.SourceGenerators.ObservablePropertyGenerator", throwOnError: true)!;
        Library = Path.Combine(package, "lib", "net8.0", "CommunityToolkit.Mvvm.dll");
    }

    /// <summary>The library that its users reference.</summary>
    public string Library { get; }

    /// <summary>Creates the generator.</summary>
    public IIncrementalGenerator New() => (IIncrementalGenerator)Activator.CreateInstance(_generator)!;

    /// <summary>The source of a class with three observable properties.</summary>
    /// <param name="index">The index of the class.</param>
    /// <param name="edit">The number of the edit.</param>
    public static string Class(int index, int edit) =>
        $$"""
        using CommunityToolkit.Mvvm.ComponentModel;
        namespace Samples;
        public enum Kind{{index}} { A, B, C }
        public partial class Model{{index}} : ObservableObject
        {
            [ObservableProperty]
            private Kind{{index}} _kind{{(edit > 0 ? edit : "")}};

            [ObservableProperty]
            private bool _sold;

            [ObservableProperty]
            private float _price;
        }
        """;
}
