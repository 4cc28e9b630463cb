using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A convolution of sequences.</summary>
        public sealed class Conv1d : Convolution
        {
            internal Conv1d(
                long in_channels, long out_channels, long kernel_size, long stride, long? padding, Padding? padding_type,
                long dilation, PaddingModes padding_mode, long groups, bool bias, Device? device, ScalarType? dtype)
                : base(
                    nameof(Conv1d), in_channels, out_channels, [kernel_size], [stride], padding is { } size ? [size] : null,
                    padding_type, [dilation], false, [0], groups, bias, padding_mode, device, dtype)
            {
            }

            /// <inheritdoc/>
            public override Tensor forward(Tensor input)
            {
                if (!ValidateShape(input, 1))
                    throw new ArgumentException($"Conv1d takes (batch,) {in_channels} channels and a length, not [{string.Join(", ", input.shape)}].");
                if (padding_mode != PaddingModes.Zeros)
                {
                    var padded = F.pad(input, _reversed_padding_repeated_twice, padding_mode);
                    return F.conv1d(padded, weight, bias, stride[0], 0, dilation[0], groups);
                }

                return padding_type is { } type
                    ? F.conv1d_padding(input, weight, bias, stride[0], type, dilation[0], groups)
                    : F.conv1d(input, weight, bias, stride[0], padding![0], dilation[0], groups);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A convolution of sequences.</summary>
            public static Conv1d Conv1d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null,
                ScalarType? dtype = null) =>
                new(
                    in_channels, out_channels, kernel_size, stride, padding, null, dilation, padding_mode, groups, bias, device, dtype);

            /// <summary>A convolution of sequences whose edges follow from the size that is wanted.</summary>
            public static Conv1d Conv1d(
                long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null,
                ScalarType? dtype = null) =>
                new(
                    in_channels, out_channels, kernel_size, stride, null, padding, dilation, padding_mode, groups, bias, device, dtype);
        }
    }
}
