using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// libtorch's operators over lists of tensors: the arithmetic of one operator per tensor, in one call. A list of numbers has one
/// number for each tensor.
/// </summary>
internal static class Foreach
{
    public static void Zero_(Tensor[] tensors) => Aten.Do("_foreach_zero_", tensors);

    public static Tensor[] Neg(Tensor[] tensors) => Aten.CallList("_foreach_neg", tensors);

    public static Tensor[] Sqrt(Tensor[] tensors) => Aten.CallList("_foreach_sqrt", tensors);

    public static void Sqrt_(Tensor[] tensors) => Aten.Do("_foreach_sqrt_", tensors);

    public static Tensor[] Add(Tensor[] tensors, Tensor[] others, double alpha) =>
        Aten.CallList("_foreach_add.List", tensors, others, alpha);

    public static void Add_(Tensor[] tensors, Tensor[] others, double alpha) => Aten.Do("_foreach_add_.List", tensors, others, alpha);

    public static void Add_(Tensor[] tensors, double number) => Aten.Do("_foreach_add_.Scalar", tensors, number);

    public static void Mul_(Tensor[] tensors, double factor) => Aten.Do("_foreach_mul_.Scalar", tensors, factor);

    public static void Div_(Tensor[] tensors, double[] divisors) => Aten.Do("_foreach_div_.ScalarList", tensors, divisors);

    public static void Maximum_(Tensor[] tensors, Tensor[] others) => Aten.Do("_foreach_maximum_.List", tensors, others);

    public static Tensor[] Addcmul(Tensor[] tensors, Tensor[] first, Tensor[] second, double value) =>
        Aten.CallList("_foreach_addcmul.Scalar", tensors, first, second, value);

    public static void Addcmul_(Tensor[] tensors, Tensor[] first, Tensor[] second, double value) =>
        Aten.Do("_foreach_addcmul_.Scalar", tensors, first, second, value);

    public static void Addcdiv_(Tensor[] tensors, Tensor[] dividends, Tensor[] divisors, double value) =>
        Aten.Do("_foreach_addcdiv_.Scalar", tensors, dividends, divisors, value);

    public static void Addcdiv_(Tensor[] tensors, Tensor[] dividends, Tensor[] divisors, double[] values) =>
        Aten.Do("_foreach_addcdiv_.ScalarList", tensors, dividends, divisors, values);
}
