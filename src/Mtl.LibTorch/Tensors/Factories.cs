using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Numbers from <paramref name="start"/> on, below <paramref name="stop"/>, <paramref name="step"/> apart.</summary>
    public static Tensor arange(
        Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var type = dtype ?? (start.IsIntegral && stop.IsIntegral && step.IsIntegral ? ScalarType.Int64 : s_defaultType);
        return Made(
            Aten.Call("arange.start_step", start, stop, step, type, default(Argument), device ?? s_defaultDevice), requires_grad);
    }

    /// <summary>Numbers from <paramref name="start"/> on, below <paramref name="stop"/>, one apart.</summary>
    public static Tensor arange(
        Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    /// <summary>Numbers from zero on, below <paramref name="stop"/>, one apart.</summary>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    /// <summary>Evenly spaced numbers, both ends among them.</summary>
    public static Tensor linspace(
        double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(
            Aten.Call(
                "linspace", (Scalar)start, (Scalar)end, steps, dtype ?? s_defaultType, default(Argument), device ?? s_defaultDevice),
            requires_grad);

    /// <summary>Numbers whose logarithms are evenly spaced.</summary>
    public static Tensor logspace(
        double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false) =>
        Made(
            Aten.Call(
                "logspace", (Scalar)start, (Scalar)end, steps, @base, dtype ?? s_defaultType, default(Argument),
                device ?? s_defaultDevice),
            requires_grad);

    /// <summary>A matrix with ones on its diagonal.</summary>
    public static Tensor eye(
        long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Made(
            Aten.Call(
                "eye.m", rows, columns < 0 ? rows : columns, dtype ?? s_defaultType, default(Argument), device ?? s_defaultDevice),
            requires_grad, names);

    /// <summary>The numbers below <paramref name="n"/> in random order.</summary>
    public static Tensor randperm(
        long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Made(
            Aten.Call(
                "randperm.generator", n, generator, dtype ?? ScalarType.Int64, default(Argument), device ?? s_defaultDevice),
            requires_grad);

    /// <summary>Random integers from zero on, below <paramref name="high"/>.</summary>
    public static Tensor randint(
        long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    /// <summary>Random integers from <paramref name="low"/> on, below <paramref name="high"/>.</summary>
    public static Tensor randint(
        long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Made(
            Aten.Call(
                "randint.low_generator", low, high, size.Shape, generator, dtype ?? ScalarType.Int64, default(Argument),
                device ?? s_defaultDevice),
            requires_grad, names);

    /// <inheritdoc cref="randint(long, Size, ScalarType?, Device?, bool, Generator?, string[])"/>
    public static Tensor randint(
        long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        randint(0, high, new Size(size), dtype, device, requires_grad, generator, names);

    /// <inheritdoc cref="randint(long, long, Size, ScalarType?, Device?, bool, Generator?, string[])"/>
    public static Tensor randint(
        long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        randint(low, high, new Size(size), dtype, device, requires_grad, generator, names);

    /// <summary>Random numbers, normal with one mean and deviation.</summary>
    public static Tensor normal(
        double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Made(randn(size, dtype, device, false, generator, names).mul_(std).add_(mean), requires_grad);

    /// <summary>The last touch of every factory.</summary>
    private static Tensor Made(Tensor tensor, bool requiresGrad, string[]? names = null)
    {
        if (names is { Length: > 0 })
            throw new NotSupportedException("Named dimensions are not part of this engine.");
        if (requiresGrad)
            tensor.requires_grad = true;
        return tensor;
    }

    /// <summary>The element type of a tensor filled with a scalar.</summary>
    private static ScalarType TypeFor(Scalar value) => value.Type == ScalarType.Float64 ? s_defaultType : ScalarType.Int64;
}
