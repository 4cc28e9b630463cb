using System.ComponentModel;
using System.Reflection;
using PublicApiGenerator;

namespace Mtl.Runtime.Tests;

/// <summary>
/// The public surface of the package. A change of it shows as a change of a snapshot: what users see, and what only generated code calls.
/// </summary>
public sealed class PublicApiTests
{
    private const string Hidden = "Mtl.CompilerServices";

    private static readonly Assembly _attributes = typeof(MultiTaskModelAttribute).Assembly;
    private static readonly Assembly _runtime = typeof(ModelInfo).Assembly;

    [Fact]
    public Task Attributes() => Verify(Text(_attributes.GetExportedTypes()), "cs").UseDirectory(".");

    [Fact]
    public Task Runtime() => Verify(Text(_runtime.GetExportedTypes().Where(type => type.Namespace != Hidden)), "cs").UseDirectory(".");

    [Fact]
    public Task CompilerServices() =>
        Verify(Text(_runtime.GetExportedTypes().Where(type => type.Namespace == Hidden)), "cs").UseDirectory(".");

    [Fact]
    public void Every_type_is_for_users_or_for_generated_code() =>
        Assert.Equal(["Mtl", Hidden], _runtime.GetExportedTypes().Select(type => type.Namespace).Distinct().Order());

    [Fact]
    public void What_only_generated_code_calls_is_hidden_from_completion_lists()
    {
        var types = _runtime.GetExportedTypes().Where(type => type is { Namespace: Hidden, IsNested: false });
        Assert.All(types, MustBeHidden);
    }

    /// <summary>
    /// A member that mentions such a type is for generated code too. Constructors of label columns are for custom heads as well.
    /// </summary>
    [Fact]
    public void So_is_what_users_types_have_for_generated_code()
    {
        const BindingFlags declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var methods = _runtime.GetExportedTypes()
            .Where(type => type is { Namespace: "Mtl", IsInterface: false })
            .SelectMany(type => type.GetMethods(declared))
            .Where(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType).Any(IsHidden));
        Assert.All(methods, MustBeHidden);
    }

    private static void MustBeHidden(MemberInfo member) =>
        Assert.Equal(EditorBrowsableState.Never, member.GetCustomAttribute<EditorBrowsableAttribute>()?.State);

    private static bool IsHidden(Type type) => type.HasElementType ? IsHidden(type.GetElementType()!) : type.Namespace == Hidden;

    private static string Text(IEnumerable<Type> types) =>
        types.OrderBy(type => type.FullName, StringComparer.Ordinal).ToArray().GeneratePublicApi(new ApiGeneratorOptions
        {
            IncludeAssemblyAttributes = false,
            DenyNamespacePrefixes = [],
            ExcludeAttributes = [typeof(EditorBrowsableAttribute).FullName!],
        });
}
