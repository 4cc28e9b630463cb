// Here only: some of the calls are mistakes, and TorchSharp ends the process at some mistakes.
#if TORCH_SYSTEM
using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.LibTorch.Tests.Tensors;

/// <summary>What a method computes, its in-place form and its form on <c>torch</c> compute too.</summary>
public class FormsTests
{
    private static readonly MethodInfo[] s_methods = typeof(Tensor).GetMethods(BindingFlags.Public | BindingFlags.Instance);

    public static TheoryData<string> InPlace => [.. s_methods
        .Where(method => method.Name.EndsWith('_') && Plain(method) is not null && method.Name != "set_")
        .Select(method => method.ToString()!)];

    public static TheoryData<string> OnTorch => [.. s_methods
        .Where(method => Static(method) is not null)
        .Select(method => method.ToString()!)];

    [Theory]
    [MemberData(nameof(InPlace))]
    public void In_place(string signature)
    {
        var method = Array.Find(s_methods, method => method.ToString() == signature)!;
        using var scope = NewDisposeScope();
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Int64 })
        {
            var (plain, inPlace) = (Sample(type), Sample(type));
            var wanted = Result(() => (Tensor)Plain(method)!.Invoke(plain, Arguments(method, type))!);
            var found = Result(() => (Tensor)method.Invoke(inPlace, Arguments(method, type))!);
            if (found is null)
                continue; // no integers in floating point operators
            Assert.NotNull(wanted);
            Assert.True(ReferenceEquals(found, inPlace) || found.Equals(inPlace), "the tensor itself is given back");
            Assert.Equal(wanted.shape, found.shape);
            Assert.True(wanted.to(found.dtype).allclose(found, equal_nan: true), $"{found.str()} instead of {wanted.str()}");
        }
    }

    [Theory]
    [MemberData(nameof(OnTorch))]
    public void On_torch(string signature)
    {
        var method = Array.Find(s_methods, method => method.ToString() == signature)!;
        using var scope = NewDisposeScope();
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Int64 })
        {
            manual_seed(1);
            var wanted = Result(() => method.Invoke(Sample(type), Arguments(method, type))!);
            manual_seed(1);
            var found = Result(() => Static(method)!.Invoke(null, [Sample(type), .. Arguments(method, type)])!);
            Assert.Equal(wanted is null, found is null);
            if (wanted is Tensor tensor)
                Assert.True(tensor.@double().allclose(((Tensor)found!).@double(), equal_nan: true));
        }
    }

    private static MethodInfo? Plain(MethodInfo inPlace) =>
        typeof(Tensor).GetMethod(inPlace.Name.TrimEnd('_'), Types(inPlace)) is { } plain && plain.ReturnType == typeof(Tensor) ? plain : null;

    /// <summary>Left out: contents that chance decides, and spans, which reflection cannot pass.</summary>
    private static MethodInfo? Static(MethodInfo method) =>
        method.Name.StartsWith("empty", StringComparison.Ordinal) || Types(method).Any(type => type.IsByRefLike)
        ? null
        : typeof(torch).GetMethod(method.Name, BindingFlags.Public | BindingFlags.Static, [typeof(Tensor), .. Types(method)]);

    private static Type[] Types(MethodInfo method) => [.. method.GetParameters().Select(parameter => parameter.ParameterType)];

    private static Tensor Sample(ScalarType type) => type == ScalarType.Int64
        ? tensor(new long[,] { { 1, 2 }, { 3, 1 } })
        : tensor(new[,] { { 0.3f, 0.7f }, { 0.9f, 0.2f } });

    private static object?[] Arguments(MethodInfo method, ScalarType type) => [.. method.GetParameters().Select(parameter =>
        parameter.Name is "index" or "indices" && parameter.ParameterType == typeof(Tensor) ? tensor(new long[,] { { 1, 0 }, { 0, 1 } })
        : parameter.Name == "mask" ? tensor(new[,] { { true, false }, { false, true } })
        : parameter.ParameterType == typeof(Tensor) && !parameter.IsOptional ? Sample(type).flip(0).clone()
        : parameter.HasDefaultValue ? parameter.DefaultValue
        : parameter.ParameterType == typeof(Scalar) ? (Scalar)0.5
        : parameter.ParameterType == typeof(double) ? 0.5
        : parameter.ParameterType == typeof(float) ? 0.5f
        : parameter.ParameterType == typeof(long) ? 1L
        : parameter.ParameterType == typeof(int) ? 1
        : parameter.ParameterType == typeof(long[]) ? new long[] { 1 }
        : null)];

    private static T? Result<T>(Func<T> call)
        where T : class
    {
        try
        {
            return call();
        }
        catch (TargetInvocationException exception) when (exception.InnerException is
            System.Runtime.InteropServices.ExternalException or ArgumentException or NullReferenceException)
        {
            return null;
        }
    }
}
#endif
