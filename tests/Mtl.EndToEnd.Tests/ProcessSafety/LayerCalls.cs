using TorchSharp.Modules;
using static Mtl.EndToEnd.Tests.ProcessSafety.BadTensors;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests.ProcessSafety;

/// <summary>A layer of the user's own that does what it is told.</summary>
public sealed class Unruly() : nn.Module<Tensor, Tensor>(nameof(Unruly))
{
    public Func<Tensor, Tensor> Computes { get; set; } = input => input;

    public override Tensor forward(Tensor input) => Computes(input);
}

/// <summary>An unruly layer between others.</summary>
[MultiTaskModel(Inputs = 6)]
public partial class WithUnruly
{
    [SharedLayer(8)]
    public partial Linear Trunk { get; }

    [SharedLayer(Factory = nameof(NewUnruly), Output = [8])]
    public partial Unruly Own { get; }

    [TaskHead]
    public partial RegressionHead Price { get; }

    [TaskHead(From = nameof(Trunk))]
    public partial BinaryHead IsSold { get; }

    private static Unruly NewUnruly() => new();
}

/// <summary>Layers of one's own that do not what their declaration says.</summary>
internal static class LayerCalls
{
    public static IEnumerable<BadCall> All() =>
    [
        .. Refuse<ArgumentException>(
            "too narrow", "WithUnruly: 'Own' must have the shape [batch, 8], but the tensor given has [4, 3]",
            input => input.narrow(1, 0, 3)),
        .. Refuse<ArgumentException>(
            "a single number", "WithUnruly: 'Own' must have the shape [batch, 8], but the tensor given has []", input => input.sum()),
        .. Refuse<ArgumentException>(
            "complex", "WithUnruly: 'Own' must hold real numbers, but the tensor given is ComplexFloat32",
            input => input.to(ScalarType.ComplexFloat32)),
        .. Refuse<ArgumentNullException>("null", "WithUnruly: 'Own' is null, where a tensor was expected", _ => null!),
        .. Refuse<ObjectDisposedException>("freed", $"WithUnruly: 'Own' {WasFreed}", input => Freed(input * 1)),
        .. Refuse<ArgumentException>(
            "another element type", "WithUnruly: 'Own' must return Float32, which the weights of the model are, but returned Float64",
            input => input.to(ScalarType.Float64)),
        .. Refuse<ArgumentException>(
            "integers", "WithUnruly: 'Own' must return Float32, which the weights of the model are, but returned Int64",
            input => input.to(ScalarType.Int64)),
        .. Refuse<ArgumentException>(
            "elsewhere", "WithUnruly: 'Own' must return a tensor on cpu, where the model is, but returned one on meta", Elsewhere),
        .. Refuse<NotSupportedException>("throws", "mine", _ => throw new NotSupportedException("mine")),
        .. Refuse<InvalidOperationException>("frees what it is given", "Tensor invalid", input =>
        {
            var output = input * 2;
            input.Dispose();
            return output;
        }),
        .. Accept("detached", input => input.detach()),
        .. Accept("without a graph", input => zeros(input.shape[0], 8)),
        .. Accept("the input itself", input => input),
    ];

    private static IEnumerable<BadCall> Refuse<TException>(string mistake, string says, Func<Tensor, Tensor> computes)
        where TException : Exception =>
        Entrances(computes).Select(entrance => BadCall.Refused<TException>($"{entrance.Name}, {mistake}", says, entrance.Enter));

    private static IEnumerable<BadCall> Accept(string what, Func<Tensor, Tensor> computes) =>
        Entrances(computes).Select(entrance => BadCall.Fine($"{entrance.Name}, {what}", entrance.Enter));

    private static IEnumerable<(string Name, Action Enter)> Entrances(Func<Tensor, Tensor> computes)
    {
        yield return Enter("forward", (model, batch) => model.ComputeLosses(model.call(batch.Input), batch));
        yield return Enter("Fit", (model, batch) => model.Fit(batch, options: new() { Epochs = 1 }));
        yield return Enter("ComputeTaskGradients", (model, batch) => model.ComputeTaskGradients(batch));
        yield return Enter("ComputeRepresentationGradients", (model, batch) => model.ComputeRepresentationGradients(batch));
        yield return Enter("Evaluate", (model, batch) => model.Evaluate(batch));
        yield return Enter("Predict", (model, batch) => model.Predict(batch.Input));

        (string, Action) Enter(string name, Action<WithUnruly, WithUnruly.Batch> enter)
        {
            return (name, Call);

            void Call()
            {
                using var model = new WithUnruly(seed: 1);
                model.Own.Computes = computes;
                enter(model, new(rand(4, 6), Labels(4), Labels(4)));
            }
        }
    }
}
