using System.Text.Json;
using Mtl.LibTorch.Tests.Fixtures;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mtl.LibTorch.Tests.Optim;

/// <summary>The problem and the optimizers of <c>optimizers.py</c>.</summary>
public class OptimizerParityTests
{
    private const int Steps = 20;
    private const int LastIsUsedFrom = 4;
    private static readonly int[] s_recorded = [1, 3, 4, 5, 20];
    private static readonly JsonElement[] s_cases = Fixture.Cases("optimizers");

    public static TheoryData<int, string> Titles => Fixture.Titles("optimizers", "optimizer", "groups");

    [Theory]
    [MemberData(nameof(Titles))]
    public void Parameters_take_the_same_path_as_in_PyTorch(int place, string title)
    {
        Assert.NotEmpty(title);
        using var scope = NewDisposeScope();
        var expected = s_cases[place];
        var (weight, bias, scale) = (Parameter(Wave(2, 3)), Parameter(Wave(2)), Parameter(ones(1)));
        JsonElement[] groups = [.. expected.GetProperty("groups").EnumerateArray()];
        Parameter[][] members = groups.Length == 1 ? [[weight, bias, scale]] : [[weight], [bias, scale]];
        using var optimizer = Make(expected.GetProperty("optimizer").GetString()!, groups[0], members.Zip(groups));
        var (inputs, targets) = (Wave(5, 3), Wave(5, 2) * 0.5);

        var points = new Queue<JsonElement>(expected.GetProperty("points").EnumerateArray());
        for (var step = 1; step <= Steps; step++)
        {
            optimizer.zero_grad();
            var outputs = (inputs.mm(weight.t()) + bias).tanh();
            if (step >= LastIsUsedFrom)
                outputs *= scale;
            (outputs - targets).square().mean().backward();
            optimizer.step();
            if (s_recorded.Contains(step))
                Fixture.MustBeClose(points.Dequeue(), cat([weight.flatten(), bias, scale]));
        }
    }

    private static Tensor Wave(params long[] shape) =>
        arange(1.0, shape.Aggregate((a, b) => a * b) + 1, ScalarType.Float32).mul(1.7f).sin().reshape(shape);

    /// <summary>An optimizer with the options of the first group, and groups with those of their own.</summary>
    private static OptimizerHelper Make(string name, JsonElement options, IEnumerable<(Parameter[] Members, JsonElement Options)> groups) =>
        name switch
        {
            "Adam" => optim.Adam(
                groups.Select(group => new Adam.ParamGroup(group.Members, new Adam.Options
                {
                    LearningRate = group.Options.Maybe("lr"),
                    weight_decay = group.Options.Maybe("weight_decay"),
                    amsgrad = group.Options.MaybeFlag("amsgrad"),
                })),
                options.Number("lr", 1e-3), options.Number("beta1", 0.9), options.Number("beta2", 0.999), options.Number("eps", 1e-8),
                options.Number("weight_decay", 0), options.Flag("amsgrad"), options.Flag("maximize")),
            "AdamW" => optim.AdamW(
                groups.Select(group => new AdamW.ParamGroup(group.Members, new AdamW.Options
                {
                    LearningRate = group.Options.Maybe("lr"),
                    weight_decay = group.Options.Maybe("weight_decay"),
                })),
                options.Number("lr", 1e-3), options.Number("beta1", 0.9), options.Number("beta2", 0.999), options.Number("eps", 1e-8),
                options.Number("weight_decay", 0), options.Flag("amsgrad"), options.Flag("maximize")),
            "SGD" => optim.SGD(
                groups.Select(group => new SGD.ParamGroup(group.Members, new SGD.Options
                {
                    LearningRate = group.Options.Maybe("lr"),
                    momentum = group.Options.Maybe("momentum"),
                })),
                options.Number("lr", 1e-3), options.Number("momentum", 0), options.Number("dampening", 0),
                options.Number("weight_decay", 0), options.Flag("nesterov"), options.Flag("maximize")),
            "RMSProp" => optim.RMSProp(
                groups.Select(group => new RMSProp.ParamGroup(group.Members, new RMSProp.Options
                {
                    LearningRate = group.Options.Maybe("lr"),
                    alpha = group.Options.Maybe("alpha"),
                })),
                options.Number("lr", 1e-2), options.Number("alpha", 0.99), options.Number("eps", 1e-8),
                options.Number("weight_decay", 0), options.Number("momentum", 0), options.Flag("centered"), options.Flag("maximize")),
            "Adagrad" => optim.Adagrad(
                groups.Select(group => new Adagrad.ParamGroup(group.Members, new Adagrad.Options
                {
                    LearningRate = group.Options.Maybe("lr"),
                    lr_decay = group.Options.Maybe("lr_decay"),
                })),
                options.Number("lr", 1e-2), options.Number("lr_decay", 0), options.Number("weight_decay", 0),
                options.Number("initial_accumulator_value", 0), options.Number("eps", 1e-10)),
            _ => throw new NotSupportedException(name),
        };
}
