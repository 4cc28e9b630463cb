using System.Numerics;
using System.Runtime.CompilerServices;
using Mtl.CompilerServices;
using Mtl.Kernels;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>
/// The steps of TorchSharp's element-wise optimizers without libtorch: one pass over the parameter, its gradient and its state, where
/// TorchSharp needs up to ten operations and temporary tensors. Options and state stay those of the optimizer object.
/// </summary>
internal static unsafe class ElementwiseOptimizer
{
    /// <summary>The duration of the update of a number, in multiplications of a matrix product.</summary>
    private const int Cost = 64;

    /// <summary>Takes a step.</summary>
    /// <param name="options">The options of the parameter group.</param>
    /// <param name="state">The optimizer's state of the parameter.</param>
    /// <param name="parameter">The parameter, <c>float32</c> on the CPU and contiguous.</param>
    /// <param name="gradient">Its gradient, in the same form.</param>
    public static void Step(OptimizerOptions options, OptimizerState state, torch.Tensor parameter, torch.Tensor gradient)
    {
        torch.Tensor? none = null;
        switch (state)
        {
            case Adam.State adam:
                var adamUpdate = new AdamUpdate((Adam.Options)options, adam.step + 1);
                Run(adamUpdate, parameter, gradient, ref adam.exp_avg, ref adam.exp_avg_sq, ref adam.max_exp_avg_sq);
                adam.step++;
                break;
            case AdamW.State adamW:
                var adamWUpdate = new AdamUpdate((AdamW.Options)options, adamW.step + 1);
                Run(adamWUpdate, parameter, gradient, ref adamW.exp_avg, ref adamW.exp_avg_sq, ref adamW.max_exp_avg_sq);
                adamW.step++;
                break;
            case SGD.State sgd:
                var sgdUpdate = new SgdUpdate((SGD.Options)options, isFirst: sgd.momentum_buffer is null);
                Run(sgdUpdate, parameter, gradient, ref sgd.momentum_buffer, ref none, ref none);
                break;
            case RMSProp.State rmsProp:
                var rmsPropUpdate = new RmsPropUpdate((RMSProp.Options)options);
                Run(rmsPropUpdate, parameter, gradient, ref rmsProp.square_avg, ref rmsProp.momentum_buffer, ref rmsProp.grad_avg);
                rmsProp.step++;
                break;
            case Adagrad.State adagrad:
                var adagradUpdate = new AdagradUpdate((Adagrad.Options)options, adagrad.step + 1);
                Run(adagradUpdate, parameter, gradient, ref adagrad.sum, ref none, ref none);
                adagrad.step++;
                break;
            default:
                throw new NotSupportedException($"The state of {state.GetType().DeclaringType?.Name} is not known.");
        }
    }

    private static void Run<TUpdate>(
        TUpdate update,
        torch.Tensor parameter,
        torch.Tensor gradient,
        ref torch.Tensor? first,
        ref torch.Tensor? second,
        ref torch.Tensor? third)
        where TUpdate : struct, IElementwiseUpdate
    {
        int buffers = update.StateBuffers;
        var places = new Places(
            TensorSpans.Address(parameter),
            TensorSpans.Address(gradient),
            buffers > 0 ? Address(ref first, parameter) : null,
            buffers > 1 ? Address(ref second, parameter) : null,
            buffers > 2 ? Address(ref third, parameter) : null);
        int count = (int)parameter.NumberOfElements;
        int parts = ThreadTeam.Parts((long)count * Cost, count);
        var work = new Part<TUpdate>(update, places, count, parts);
        ThreadTeam.Run(ref work, parts);
    }

    /// <summary>
    /// The address of a state buffer, which is created at its first use. A loaded state can be that of any other parameter: its memory must
    /// not be used before it is checked.
    /// </summary>
    /// <exception cref="InvalidOperationException">The buffer does not have the numbers of the parameter.</exception>
    /// <exception cref="ObjectDisposedException">The optimizer was disposed of.</exception>
    private static float* Address(ref torch.Tensor? buffer, torch.Tensor parameter)
    {
        buffer ??= NewBuffer(parameter);
        if (buffer.IsInvalid)
            throw new ObjectDisposedException(null, "The optimizer was disposed of while it was used for training.");
        if (buffer.NumberOfElements != parameter.NumberOfElements || !TensorSpans.AreFloats(buffer))
        {
            throw new InvalidOperationException(
                $"The state of the optimizer has {buffer.NumberOfElements} numbers of {buffer.dtype} for a parameter that has "
                + $"{parameter.NumberOfElements} of {parameter.dtype}. Load the state of an optimizer of the same model.");
        }

        return TensorSpans.Address(buffer);
    }

    private static torch.Tensor NewBuffer(torch.Tensor parameter)
    {
        using var values = parameter.detach();
        return torch.zeros_like(values).DetachFromDisposeScope();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TUpdate>(TUpdate update, Places places, int start, int end)
        where TUpdate : struct, IElementwiseUpdate
    {
        int width = Vector<float>.Count;
        int buffers = update.StateBuffers;
        int i = start;
        for (; i <= end - width; i += width)
            Apply(update, buffers, places, i);
        if (i == end)
            return;
        float* padded = stackalloc float[5 * width];
        new Span<float>(padded, 5 * width).Clear();
        var rest = new Places(padded, padded + width, padded + (2 * width), padded + (3 * width), padded + (4 * width));
        Copy(places, i, rest, 0, end - i, buffers);
        Apply(update, buffers, rest, 0);
        Copy(rest, 0, places, i, end - i, buffers);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Apply<TUpdate>(TUpdate update, int buffers, Places at, int i)
        where TUpdate : struct, IElementwiseUpdate
    {
        var parameter = Vector.Load(at.Parameter + i);
        Vector<float> first = default, second = default, third = default;
        if (buffers > 0)
            first = Vector.Load(at.First + i);
        if (buffers > 1)
            second = Vector.Load(at.Second + i);
        if (buffers > 2)
            third = Vector.Load(at.Third + i);
        update.Apply(ref parameter, Vector.Load(at.Gradient + i), ref first, ref second, ref third);
        parameter.Store(at.Parameter + i);
        if (buffers > 0)
            first.Store(at.First + i);
        if (buffers > 1)
            second.Store(at.Second + i);
        if (buffers > 2)
            third.Store(at.Third + i);
    }

    private static void Copy(Places from, int fromIndex, Places to, int toIndex, int count, int buffers)
    {
        Copy(from.Parameter, to.Parameter);
        Copy(from.Gradient, to.Gradient);
        if (buffers > 0)
            Copy(from.First, to.First);
        if (buffers > 1)
            Copy(from.Second, to.Second);
        if (buffers > 2)
            Copy(from.Third, to.Third);

        void Copy(float* source, float* target) =>
            new ReadOnlySpan<float>(source + fromIndex, count).CopyTo(new(target + toIndex, count));
    }

    /// <summary>Some of the numbers.</summary>
    private readonly struct Part<TUpdate>(TUpdate update, Places places, int count, int parts) : IParallelWork
        where TUpdate : struct, IElementwiseUpdate
    {
        public void Run(int part) =>
            ElementwiseOptimizer.Run(update, places, ThreadTeam.Start(part, parts, count), ThreadTeam.Start(part + 1, parts, count));
    }

    /// <summary>The addresses of what an update reads and writes; null for a state buffer that it does not have.</summary>
    private readonly struct Places(float* parameter, float* gradient, float* first, float* second, float* third)
    {
        public readonly float* Parameter = parameter;
        public readonly float* Gradient = gradient;
        public readonly float* First = first;
        public readonly float* Second = second;
        public readonly float* Third = third;
    }
}
