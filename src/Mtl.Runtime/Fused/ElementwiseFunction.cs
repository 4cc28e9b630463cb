using System.Numerics;
using System.Runtime.CompilerServices;
using Mtl.Kernels;

namespace Mtl.CompilerServices;

/// <summary>An activation function, applied to the numbers of a buffer.</summary>
internal abstract class ElementwiseFunction
{
    /// <summary>Whether the derivative is computed from the result, so that the function can be computed in place.</summary>
    public abstract bool IsInPlace { get; }

    /// <summary>The function of a declared activation.</summary>
    public static ElementwiseFunction Of(Activation activation) => activation switch
    {
        Activation.Relu => new ElementwiseFunction<ReluFunction>(),
        Activation.LeakyRelu => new ElementwiseFunction<LeakyReluFunction>(),
        Activation.Elu => new ElementwiseFunction<EluFunction>(),
        Activation.Selu => new ElementwiseFunction<SeluFunction>(),
        Activation.Tanh => new ElementwiseFunction<TanhFunction>(),
        Activation.Sigmoid => new ElementwiseFunction<SigmoidFunction>(),
        Activation.Gelu => new ElementwiseFunction<GeluFunction>(),
        Activation.Silu => new ElementwiseFunction<SiluFunction>(),
        Activation.Mish => new ElementwiseFunction<MishFunction>(),
        _ => throw new InvalidOperationException($"{activation} is not an activation function."),
    };

    /// <summary><c>y = f(x)</c>.</summary>
    public abstract void Apply(ReadOnlySpan<float> x, Span<float> y);

    /// <summary><c>dx = dy·f′</c>.</summary>
    /// <param name="source">y if the function <see cref="IsInPlace"/>, else x.</param>
    /// <param name="gradients">dy, which becomes dx.</param>
    public abstract void Differentiate(ReadOnlySpan<float> source, Span<float> gradients);
}

/// <inheritdoc/>
internal sealed unsafe class ElementwiseFunction<TFunction> : ElementwiseFunction
    where TFunction : IActivationFunction
{
    /// <summary>The duration of a number, in multiplications of a matrix product.</summary>
    private const int Cost = 16;

    /// <inheritdoc/>
    public override bool IsInPlace => TFunction.IsInPlace;

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<float> x, Span<float> y) => Divide(x, y, isDerivative: false);

    /// <inheritdoc/>
    public override void Differentiate(ReadOnlySpan<float> source, Span<float> gradients) => Divide(source, gradients, isDerivative: true);

    private static void Divide(ReadOnlySpan<float> source, Span<float> target, bool isDerivative)
    {
        int parts = ThreadTeam.Parts((long)source.Length * Cost, source.Length);
        fixed (float* from = source, to = target)
        {
            var work = new Part(from, to, source.Length, isDerivative, parts);
            ThreadTeam.Run(ref work, parts);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ApplyTo(ReadOnlySpan<float> x, Span<float> y)
    {
        int width = Vector<float>.Count;
        int i = 0;
        for (; i <= x.Length - width; i += width)
            TFunction.Value(new(x[i..])).CopyTo(y[i..]);
        if (i == x.Length)
            return;
        var rest = TFunction.Value(Rest(x[i..]));
        for (int k = 0; i + k < x.Length; k++)
            y[i + k] = rest[k];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyByDerivative(ReadOnlySpan<float> source, Span<float> gradients)
    {
        int width = Vector<float>.Count;
        int i = 0;
        for (; i <= source.Length - width; i += width)
            (new Vector<float>(gradients[i..]) * TFunction.Derivative(new(source[i..]))).CopyTo(gradients[i..]);
        if (i == source.Length)
            return;
        var rest = TFunction.Derivative(Rest(source[i..]));
        for (int k = 0; i + k < source.Length; k++)
            gradients[i + k] *= rest[k];
    }

    /// <summary>The last numbers, followed by zeros.</summary>
    private static Vector<float> Rest(ReadOnlySpan<float> numbers)
    {
        Span<float> padded = stackalloc float[Vector<float>.Count];
        padded.Clear();
        numbers.CopyTo(padded);
        return new(padded);
    }

    /// <summary>Some of the numbers.</summary>
    private readonly struct Part(float* source, float* target, int count, bool isDerivative, int parts) : IParallelWork
    {
        public void Run(int part)
        {
            int first = ThreadTeam.Start(part, parts, count);
            int length = ThreadTeam.Start(part + 1, parts, count) - first;
            if (isDerivative)
                MultiplyByDerivative(new(source + first, length), new(target + first, length));
            else
                ApplyTo(new(source + first, length), new(target + first, length));
        }
    }
}
