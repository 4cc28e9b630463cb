using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mtl.Generator.Benchmarks;

/// <summary>What happens to a project, and what of it is measured: the generator's run alone, without parsing.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Edit">The project after the edit; null to start from nothing.</param>
internal sealed record Scenario(string Name, Func<UserProject, CSharpCompilation>? Edit)
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("cold", Edit: null),
        new("edit elsewhere", project => project.WithUnrelatedEdit()),
        new("a class edited", project => project.WithEditedClass()),
    ];

    /// <summary>Prepares one run and gives what is to be measured.</summary>
    public Action Prepare(UserProject project, IIncrementalGenerator generator)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: UserProject.ParseOptions);
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
