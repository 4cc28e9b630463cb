using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Mtl.Generator.Tests;

/// <summary>Compiles sources with what is generated from them, in memory, and runs them.</summary>
internal static class GeneratedProgram
{
    /// <summary>Calls <c>static string Run(string folder)</c> of a type with a folder that is gone afterwards.</summary>
    public static string Run(string[] sources, string typeName = "Use")
    {
        using var image = new MemoryStream();
        var result = GeneratorHost.Generate(sources).WithOptions(Relaxed(sources)).Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        var type = Assembly.Load(image.ToArray()).GetType(typeName, throwOnError: true)!;
        var folder = Directory.CreateTempSubdirectory("mtl-run-");
        try
        {
            return (string)type.GetMethod("Run", BindingFlags.Static | BindingFlags.Public)!.Invoke(null, [folder.FullName])!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The code that uses the model is the test's own and need not be documented.</summary>
    private static Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions Relaxed(string[] sources) =>
        GeneratorHost.Compile(sources).Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default);
}
