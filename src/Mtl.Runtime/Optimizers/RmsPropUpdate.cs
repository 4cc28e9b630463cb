using System.Numerics;
using System.Runtime.CompilerServices;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>
/// RMSProp (Tieleman and Hinton 2012): <c>v ← α·v + (1 − α)·g²</c>, <c>θ ← θ − η·g / (√v + ε)</c>. The centered variant (Graves 2013)
/// subtracts the square of the gradient's mean from v; with momentum the quotients are accumulated. The state buffers are v, the momentum
/// and the mean.
/// </summary>
internal readonly struct RmsPropUpdate : IElementwiseUpdate
{
    private readonly float _rate;
    private readonly float _decay;
    private readonly float _alpha;
    private readonly float _share;
    private readonly float _momentum;
    private readonly float _epsilon;
    private readonly bool _isCentered;
    private readonly bool _maximizes;

    /// <summary>The update of a step.</summary>
    /// <param name="options">The options of the parameter group.</param>
    public RmsPropUpdate(RMSProp.Options options)
    {
        _rate = (float)-options.LearningRate!.Value;
        _decay = (float)options.weight_decay!.Value;
        _alpha = (float)options.alpha!.Value;
        _share = (float)(1 - options.alpha.Value);
        _momentum = (float)options.momentum!.Value;
        _epsilon = (float)options.eps!.Value;
        _isCentered = options.centered!.Value;
        _maximizes = options.maximize!.Value;
    }

    /// <inheritdoc/>
    public int StateBuffers => _isCentered ? 3 : _momentum > 0 ? 2 : 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(
        ref Vector<float> parameter,
        Vector<float> gradient,
        ref Vector<float> first,
        ref Vector<float> second,
        ref Vector<float> third)
    {
        if (_maximizes)
            gradient = -gradient;
        if (_decay != 0)
            gradient = Vector.MultiplyAddEstimate(parameter, new(_decay), gradient);
        first = Vector.MultiplyAddEstimate(gradient * _share, gradient, first * _alpha);
        var square = first;
        if (_isCentered)
        {
            third = Vector.MultiplyAddEstimate(gradient, new(_share), third * _alpha);
            square = Vector.MultiplyAddEstimate(-third, third, first);
        }

        var denominator = Vector.SquareRoot(square) + new Vector<float>(_epsilon);
        if (_momentum > 0)
        {
            second = (second * _momentum) + (gradient / denominator);
            parameter = Vector.MultiplyAddEstimate(second, new(_rate), parameter);
        }
        else
        {
            parameter += gradient * _rate / denominator;
        }
    }
}
