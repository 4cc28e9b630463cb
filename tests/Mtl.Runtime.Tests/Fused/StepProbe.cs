using TorchSharp;

namespace Mtl.Tests;

/// <summary>One operation of a fused step by itself, beside the same function by autograd on the same tensors.</summary>
internal sealed class StepProbe : IDisposable
{
    private readonly torch.nn.Module _model;

    /// <param name="modules">What has the parameters; none for an operation without.</param>
    public StepProbe(params torch.nn.Module[] modules)
    {
        _model = new Parts(modules);
        Parameters = new(_model);
    }

    public FlatParameters Parameters { get; }

    public StepMemory Memory { get; } = new();

    /// <summary>Numbers that differ from 0 and from each other, of deviation 1.</summary>
    public static torch.Tensor Random(params long[] shape)
    {
        using var noGrad = torch.no_grad();
        return torch.randn(shape);
    }

    /// <summary>A value to read from; the columns of a wider matrix where it is a part.</summary>
    public StepValue Source(int width, bool isPart = false, bool hasGradient = true) =>
        isPart ? StepValue.New(Memory, width + 5, hasGradient).Columns(2, width) : StepValue.New(Memory, width, hasGradient);

    /// <summary>Runs the forward and backward pass on random numbers; outputs and all gradients must be those of autograd.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="reference">The same function of the same inputs.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="inputs">What the operation reads.</param>
    public void MustAgree(FusedOp operation, Func<torch.Tensor[], torch.Tensor> reference, int rows, params StepValue[] inputs) =>
        MustAgree(2e-5, operation, reference, rows, inputs);

    /// <inheritdoc cref="MustAgree(FusedOp, Func{torch.Tensor[], torch.Tensor}, int, StepValue[])"/>
    public void MustAgree(
        double tolerance, FusedOp operation, Func<torch.Tensor[], torch.Tensor> reference, int rows, params StepValue[] inputs)
    {
        using var scope = torch.NewDisposeScope();
        var given = Array.ConvertAll(inputs, input => Random(rows, input.Width));
        var slope = Random(rows, operation.Output.Width);
        var expected = ByAutograd(reference, given, slope);
        var found = ByStep(operation, inputs, given, slope);
        Assert.Equal(expected.Count, found.Count);
        foreach (var ((what, want), (_, have)) in expected.Zip(found))
            MustBeClose(want, have, $"{what}, {rows} rows", tolerance);
    }

    /// <summary>Runs the operation forwards on given numbers and backwards from a given gradient.</summary>
    public List<(string What, float[] Numbers)> ByStep(FusedOp operation, StepValue[] inputs, torch.Tensor[] given, torch.Tensor slope)
    {
        using var noGrad = torch.no_grad();
        Parameters.Gradients?.zero_();
        Memory.Begin(slope.shape[0]);
        foreach (var (input, numbers) in inputs.Zip(given))
            input.Values.copy_(numbers);
        operation.Forward();
        var results = new List<(string, float[])> { ("result", operation.Output.Values.clone().Read()) };
        operation.Output.BeginBackward(slope);
        operation.Backward();
        foreach (var input in inputs.Where(input => input.Gradient is not null))
            results.Add(("gradient of the input", input.Gradients!.clone().Read()));
        return AndParameters(results);
    }

    public static void MustBeClose(float[] expected, float[] found, string what, double tolerance = 2e-5)
    {
        Assert.Equal(expected.Length, found.Length);
        float largest = expected.Where(float.IsFinite).Select(MathF.Abs).DefaultIfEmpty(0).Max();
        tolerance *= Math.Max(1, largest);
        for (int i = 0; i < expected.Length; i++)
        {
            bool isClose = float.IsFinite(expected[i]) ? Math.Abs(expected[i] - found[i]) <= tolerance : expected[i].Equals(found[i]);
            Assert.True(isClose, $"{what}, number {i}: expected {expected[i]}, found {found[i]}");
        }
    }

    public void Dispose()
    {
        Memory.Dispose();
        Parameters.Dispose();
        _model.Dispose();
    }

    private List<(string What, float[] Numbers)> ByAutograd(
        Func<torch.Tensor[], torch.Tensor> reference, torch.Tensor[] given, torch.Tensor slope)
    {
        var state = _model.named_buffers().Select(buffer => (buffer.buffer, Before: buffer.buffer.clone())).ToList();
        Parameters.AttachGradients();
        Parameters.Gradients?.zero_();
        var inputs = Array.ConvertAll(given, numbers => numbers.detach().clone().requires_grad_());
        var result = reference(inputs);
        torch.autograd.backward((result * slope).sum());
        var results = new List<(string, float[])> { ("result", result.detach().clone().Read()) };
        foreach (var input in inputs)
            results.Add(("gradient of the input", input.grad!.Read()));
        results = AndParameters(results);
        foreach (var (buffer, before) in state)
            buffer.copy_(before);
        return results;
    }

    private List<(string What, float[] Numbers)> AndParameters(List<(string What, float[] Numbers)> results)
    {
        if (Parameters.Gradients is not null)
            results.Add(("gradient of the parameters", Parameters.Gradients.Read()));
        foreach (var (name, buffer) in _model.named_buffers())
            results.Add((name, buffer.to(torch.float32).flatten().Read()));
        return results;
    }
}
