using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A convolution of pictures.</summary>
        public sealed class Conv2d : Convolution
        {
            internal Conv2d(
                long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride, (long, long)? padding,
                Padding? padding_type, (long, long)? dilation, PaddingModes padding_mode, long groups, bool bias, Device? device,
                ScalarType? dtype)
                : base(
                    nameof(Conv2d), in_channels, out_channels, Pair(kernel_size), Pair(stride ?? (1, 1)),
                    padding_type is null ? Pair(padding ?? (0, 0)) : null, padding_type, Pair(dilation ?? (1, 1)), false, [0, 0],
                    groups, bias, padding_mode, device, dtype)
            {
            }

            /// <inheritdoc/>
            public override Tensor forward(Tensor input)
            {
                if (!ValidateShape(input, 2))
                    throw new ArgumentException($"Conv2d takes (batch,) {in_channels} channels, height and width, not [{string.Join(", ", input.shape)}].");
                if (padding_mode != PaddingModes.Zeros)
                {
                    var padded = F.pad(input, _reversed_padding_repeated_twice, padding_mode);
                    return F.conv2d(padded, weight, bias, stride, [0, 0], dilation, groups);
                }

                return padding_type is { } type
                    ? F.conv2d_padding(input, weight, bias, stride, type, dilation, groups)
                    : F.conv2d(input, weight, bias, stride, padding, dilation, groups);
            }

            private static long[] Pair((long, long) pair) => [pair.Item1, pair.Item2];
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A convolution of pictures.</summary>
            public static Conv2d Conv2d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null,
                ScalarType? dtype = null) =>
                new(
                    in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (padding, padding), null,
                    (dilation, dilation), padding_mode, groups, bias, device, dtype);

            /// <summary>A convolution of pictures with a window that need not be square.</summary>
            public static Conv2d Conv2d(
                long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null,
                (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros,
                long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(
                    in_channels, out_channels, kernel_size, stride, padding, null, dilation, padding_mode, groups, bias, device, dtype);

            /// <summary>A convolution of pictures whose edges follow from the size that is wanted.</summary>
            public static Conv2d Conv2d(
                long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null,
                ScalarType? dtype = null) =>
                new(
                    in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), null, padding, (dilation, dilation),
                    padding_mode, groups, bias, device, dtype);

            /// <summary>A convolution of pictures whose edges follow from the size, with a window that need not be square.</summary>
            public static Conv2d Conv2d(
                long in_channels, long out_channels, (long, long) kernel_size, Padding padding, (long, long)? stride = null,
                (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null) =>
                new(
                    in_channels, out_channels, kernel_size, stride, null, padding, dilation, padding_mode, groups, bias, device, dtype);
        }
    }
}
