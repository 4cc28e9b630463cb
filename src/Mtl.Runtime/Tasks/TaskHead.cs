using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>
/// The part of a model that belongs to one task: hidden layers and an output layer. A head has the layers; the forward pass of the
/// generated model applies them.
/// </summary>
/// <remarks>State keys: <c>Hidden0</c>, <c>Hidden0Norm</c>, <c>Hidden1</c>, …, <c>Output</c>.</remarks>
public abstract class TaskHead : torch.nn.Module
{
    /// <summary>Creates the layers.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="inputs">The number of input features; at least 1.</param>
    /// <param name="hidden">The sizes of the hidden layers, from the trunk to the output; each at least 1.</param>
    /// <param name="normalization">The normalization after every hidden layer.</param>
    /// <param name="outputs">The number of outputs; at least 1.</param>
    /// <exception cref="ArgumentException"><paramref name="task"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    protected TaskHead(string task, long inputs, ReadOnlySpan<long> hidden, HiddenNormalization normalization, long outputs)
        : base(task)
    {
        ArgumentException.ThrowIfNullOrEmpty(task);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        TaskName = task;

        var layers = new List<Linear>();
        var norms = new List<torch.nn.Module<torch.Tensor, torch.Tensor>>();
        long width = inputs;
        foreach (long size in hidden)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(hidden));
            string name = $"Hidden{layers.Count}";
            layers.Add(Registered(name, NewLayer(width, size)));
            if (normalization == HiddenNormalization.Batch)
                norms.Add(Registered($"{name}Norm", torch.nn.BatchNorm1d(size)));
            else if (normalization == HiddenNormalization.Layer)
                norms.Add(Registered($"{name}Norm", torch.nn.LayerNorm(size)));
            width = size;
        }

        Hidden = layers;
        HiddenNorm = norms;
        Output = Registered("Output", NewLayer(width, outputs));
    }

    /// <summary>The task's name.</summary>
    public string TaskName { get; }

    /// <summary>The hidden layers, from the trunk to the output.</summary>
    public IReadOnlyList<Linear> Hidden { get; }

    /// <summary>The normalization after each hidden layer; empty for a head without it.</summary>
    public IReadOnlyList<torch.nn.Module<torch.Tensor, torch.Tensor>> HiddenNorm { get; }

    /// <summary>The output layer.</summary>
    public Linear Output { get; }

    /// <summary>The element type of the weights: <c>float32</c>, unless the model was converted.</summary>
    /// <exception cref="ObjectDisposedException">On reading: the head was disposed.</exception>
    public torch.ScalarType ElementType
    {
        get
        {
            var weight = Output.weight!;
            TensorShape.RequireLiving(weight, TaskName, "Output.weight");
            return weight.dtype;
        }
    }

    /// <summary>
    /// Does nothing: the constructor registers every layer. TorchSharp's implementation would search for fields by reflection and register
    /// the layers again, with the names of backing fields.
    /// </summary>
    protected override void RegisterComponents()
    {
    }

    /// <summary>Creates a layer. In the constructor of a model, the initial weights are drawn from the model's random numbers.</summary>
    private static Linear NewLayer(long inputs, long outputs)
    {
        var layer = torch.nn.Linear(inputs, outputs);
        if (ModelConstruction.Generator is { } generator)
            InitialWeights.Draw(layer, generator);
        return layer;
    }

    private TModule Registered<TModule>(string name, TModule module)
        where TModule : torch.nn.Module
    {
        register_module(name, module);
        return module;
    }
}
