using System.Numerics;
using System.Runtime.CompilerServices;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>
/// Adagrad (Duchi et al. 2011): <c>s ← s + g²</c>, <c>θ ← θ − η·g / (√s + ε)</c>; η declines with the steps. The state buffer is s.
/// </summary>
internal readonly struct AdagradUpdate : IElementwiseUpdate
{
    private readonly float _rate;
    private readonly float _decay;
    private readonly float _epsilon;

    /// <summary>The update of a step.</summary>
    /// <param name="options">The options of the parameter group.</param>
    /// <param name="step">The number of this step, from 1.</param>
    public AdagradUpdate(Adagrad.Options options, long step)
    {
        _rate = (float)-(options.LearningRate!.Value / (1 + ((step - 1) * options.lr_decay!.Value)));
        _decay = (float)options.weight_decay!.Value;
        _epsilon = (float)options.eps!.Value;
    }

    /// <inheritdoc/>
    public int StateBuffers => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(
        ref Vector<float> parameter,
        Vector<float> gradient,
        ref Vector<float> first,
        ref Vector<float> second,
        ref Vector<float> third)
    {
        if (_decay != 0)
            gradient = Vector.MultiplyAddEstimate(parameter, new(_decay), gradient);
        first = Vector.MultiplyAddEstimate(gradient, gradient, first);
        parameter += gradient * _rate / (Vector.SquareRoot(first) + new Vector<float>(_epsilon));
    }
}
