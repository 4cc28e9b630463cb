using System.Globalization;

namespace Mtl.Generator.Graph;

/// <summary>An operation in a block; its input is the output of the previous operation.</summary>
/// <param name="Output">The shape of its output.</param>
internal abstract record Operation(Shape Output)
{
    /// <summary>The tensors that it owns. Parameter counts and the keys of saved models follow from them.</summary>
    public abstract OwnedTensors Tensors { get; }

    /// <summary>What it does, in a few words; empty to leave it out of the summary table.</summary>
    public abstract string Summary { get; }

    /// <summary>Why the training step falls back to autograd, in words; null where the runtime has an op with its derivative.</summary>
    public abstract string? AutogradReason { get; }

    /// <summary>The number of trainable parameters, at most <see cref="long.MaxValue"/>.</summary>
    public long ParameterCount => Count(Tensors.Parameters);

    /// <summary>A number of parameters, at most <see cref="long.MaxValue"/>.</summary>
    public static long Count(double parameters) => parameters >= long.MaxValue ? long.MaxValue : (long)parameters;

    protected static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>An operation that owns no tensors.</summary>
/// <param name="Output">The shape of its output.</param>
internal abstract record StatelessOperation(Shape Output) : Operation(Output)
{
    public sealed override OwnedTensors Tensors => OwnedTensors.None;
}

/// <summary>An operation whose tensors, if any, a module holds.</summary>
/// <param name="Module">The module, as an expression of the model class: <c>Left.Hidden[0]</c>.</param>
/// <param name="Output">The shape of its output.</param>
internal abstract record ModuleOperation(string Module, Shape Output) : Operation(Output)
{
    /// <summary>Whether libtorch may compute it by oneDNN.</summary>
    public abstract bool MayUseOneDnn { get; }
}
