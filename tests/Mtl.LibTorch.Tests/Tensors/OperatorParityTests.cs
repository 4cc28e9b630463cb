using System.Runtime.CompilerServices;
using System.Text.Json;
using Mtl.LibTorch.Tests.Fixtures;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.LibTorch.Tests.Tensors;

/// <summary>Every operator gives PyTorch's values and PyTorch's gradients.</summary>
public class OperatorParityTests
{
    public static TheoryData<int, string> Cases => Fixture.Titles("operators", "name");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_gradients_are_those_of_PyTorch(int place, string title)
    {
        using var scope = NewDisposeScope();
        var wanted = Fixture.Cases("operators")[place];
        Assert.Contains(wanted.GetProperty("name").GetString()!, title, StringComparison.Ordinal);
        Tensor[] inputs = [.. wanted.GetProperty("inputs").EnumerateArray().Select(Fixture.Tensor)];
        foreach (var input in inputs.Where(input => input.is_floating_point()))
            input.requires_grad = true;

        var results = Tensors(Operators.All[wanted.GetProperty("name").GetString()!](inputs));
        var outputs = wanted.GetProperty("outputs").EnumerateArray().ToArray();
        Assert.Equal(outputs.Length, results.Length);
        foreach (var (output, result) in outputs.Zip(results))
            Fixture.MustBeClose(output, result, 2e-6);

        if (wanted.GetProperty("gradients").ValueKind == JsonValueKind.Null)
            return;
        var weighted = results.Where(result => result.requires_grad)
            .Select(result => (result * arange(result.numel(), dtype: result.dtype).view(result.shape).cos()).sum())
            .Aggregate((a, b) => a + b);
        weighted.backward();
        foreach (var (gradient, input) in wanted.GetProperty("gradients").EnumerateArray().Zip(inputs))
        {
            if (gradient.ValueKind == JsonValueKind.Null)
                Assert.Null(input.grad);
            else
                Fixture.MustBeClose(gradient, input.grad!, 1e-5);
        }
    }

    [Fact]
    public void Every_operator_has_its_case() => Assert.Equal(
        Operators.All.Keys.Order(), Fixture.Cases("operators").Select(element => element.GetProperty("name").GetString()!).Order());

    private static Tensor[] Tensors(object results) => results switch
    {
        Tensor one => [one],
        Tensor[] several => several,
        ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(i => (Tensor)tuple[i]!)],
        _ => throw new ArgumentException("No tensors.", nameof(results)),
    };
}
