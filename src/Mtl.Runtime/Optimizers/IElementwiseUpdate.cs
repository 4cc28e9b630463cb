using System.Numerics;

namespace Mtl;

/// <summary>
/// The update of a parameter by an optimizer, number by number, for a full vector at a time. One file per optimizer holds its formula;
/// every operation rounds as in TorchSharp's optimizer, except that the square root is the nearest number, which MKL's often is not.
/// </summary>
internal interface IElementwiseUpdate
{
    /// <summary>The number of state buffers that the update reads and writes, 0 to 3.</summary>
    int StateBuffers { get; }

    /// <summary>Updates a vector of numbers.</summary>
    /// <param name="parameter">The parameters.</param>
    /// <param name="gradient">Their gradients.</param>
    /// <param name="first">The first state buffer.</param>
    /// <param name="second">The second state buffer.</param>
    /// <param name="third">The third state buffer.</param>
    void Apply(
        ref Vector<float> parameter,
        Vector<float> gradient,
        ref Vector<float> first,
        ref Vector<float> second,
        ref Vector<float> third);
}
