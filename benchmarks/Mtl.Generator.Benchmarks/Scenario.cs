using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mtl.Generator.Benchmarks;

/// <summary>An edit of a project, after which the run of the generator is measured, without parsing.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="Edit">Returns the project after the edit; null for a first run.</param>
internal sealed record Scenario(string Name, Func<UserProject, CSharpCompilation>? Edit)
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("cold", Edit: null),
        new("edit elsewhere", project => project.WithUnrelatedEdit()),
        new("a class edited", project => project.WithEditedClass()),
    ];

    /// <summary>Prepares a run and returns the part that is measured.</summary>
    public Action Prepare(UserProject project, IIncrementalGenerator generator)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()], parseOptions: UserProject.ParseOptions);
        if (Edit is null)
        {
            var fresh = project.Fresh();
            return () => driver.RunGenerators(fresh);
        }

        var warm = driver.RunGenerators(project.Fresh());
        var edited = Edit(project);
        return () => warm.RunGenerators(edited);
    }
}
