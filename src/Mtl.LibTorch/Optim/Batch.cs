using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Parameters that have a gradient, with gradients and states, side by side: what a step works on.</summary>
/// <typeparam name="TState">The optimizer's state of a parameter.</typeparam>
internal readonly record struct Batch<TState>(Tensor[] Parameters, Tensor[] Gradients, TState[] States)
{
    public bool IsEmpty => States.Length == 0;

    /// <summary>Something of every state: one of its tensors, a number for it.</summary>
    public T[] Select<T>(Converter<TState, T> part) => Array.ConvertAll(States, part);

    /// <summary>The gradients, turned round where steps go uphill, and with a share of the parameters where these decay.</summary>
    public Tensor[] Directions(bool uphill, double decay)
    {
        var directions = uphill ? Foreach.Neg(Gradients) : Gradients;
        return decay == 0 ? directions : Foreach.Add(directions, Parameters, decay);
    }

    /// <summary>The first <paramref name="count"/>.</summary>
    public Batch<TState> Take(int count) => new(Parameters[..count], Gradients[..count], States[..count]);
}
