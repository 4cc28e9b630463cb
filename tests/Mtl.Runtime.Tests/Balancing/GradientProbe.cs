using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests.Balancing;

/// <summary>A model that is nothing but shared numbers and a number for each task, to see what a method makes of given gradients.</summary>
internal sealed class GradientProbe : torch.nn.Module
{
    private readonly Linear _shared;
    private readonly Linear[] _own;
    private readonly FlatParameters _storage;
    private readonly double[] _preferences;

    public GradientProbe(TaskBalancing method, int numbers, params double[] preferences)
        : this(method, torch.float32, numbers, preferences)
    {
    }

    public GradientProbe(TaskBalancing method, torch.ScalarType type, int numbers, params double[] preferences)
        : base(nameof(GradientProbe))
    {
        _preferences = preferences;
        _shared = torch.nn.Linear(numbers, 1, hasBias: false, dtype: type);
        _own = [.. preferences.Select(_ => torch.nn.Linear(1, 1, hasBias: false, dtype: type))];
        register_module("shared", _shared);
        for (int task = 0; task < _own.Length; task++)
            register_module($"own{task}", _own[task]);
        register_module("method", method);
        Method = method;
        method.Attach(Methods.Model(preferences));
        _storage = new(this, [_shared], taskSpecific: [.. _own.Select(own => new torch.nn.Module[] { own })]);
        _storage.AttachGradients();
    }

    public TaskBalancing Method { get; }

    /// <summary>The direction, the factor of each task's own gradient and the weights that a method reports.</summary>
    /// <param name="gradients">The gradient of every task's loss, without its preference.</param>
    /// <param name="losses">The losses; 1 each if null.</param>
    /// <param name="labels">How many labels each task has; 1 each if null.</param>
    public (double[] Direction, double[] Heads, double[] Weights) Run(double[][] gradients, double[]? losses = null, long[]? labels = null)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        _storage.Gradients!.zero_();
        foreach (var own in _own)
            own.weight!.grad!.fill_(1);
        int width = gradients[0].Length;
        double[] rows = [.. gradients.SelectMany((row, task) => row.Select(value => value * _preferences[task]))];
        losses ??= [.. gradients.Select(_ => 1.0)];
        labels ??= [.. gradients.Select(_ => 1L)];
        var matrix = torch.tensor(rows, [gradients.Length, width], dtype: _shared.weight!.dtype);
        ((GradientBalancing)Method).Combine(losses, labels, matrix, _storage);
        return (
            TensorValues.Read<double>(_shared.weight!.grad!),
            [.. _own.Select((own, task) => TensorValues.Read<double>(own.weight!.grad!)[0] * _preferences[task])],
            [.. Method.Weights]);
    }

    /// <summary>What a new method makes of gradients whose tasks all have weight 1.</summary>
    public static (double[] Direction, double[] Heads, double[] Weights) Run(string method, params double[][] gradients) =>
        Run(Methods.New(method, gradients.Length), gradients);

    /// <inheritdoc cref="Run(string, double[][])"/>
    public static (double[] Direction, double[] Heads, double[] Weights) Run(TaskBalancing method, params double[][] gradients)
    {
        using var probe = new GradientProbe(method, gradients[0].Length, [.. gradients.Select(_ => 1.0)]);
        return probe.Run(gradients);
    }

    /// <summary>Frees the views, then the parameters.</summary>
    protected override void Dispose(bool disposing)
    {
        _storage?.Dispose();
        base.Dispose(disposing);
    }

    protected override void RegisterComponents()
    {
    }
}
