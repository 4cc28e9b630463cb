using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The type that numbers of two types have together.</summary>
    public static ScalarType promote_types(ScalarType type1, ScalarType type2) =>
        (ScalarType)Aten.AskNumber("promote_types", type1, type2);

    /// <summary>The type that the result of an operation on two tensors has.</summary>
    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) =>
        (ScalarType)Aten.AskNumber("result_type.Tensor", tensor1, tensor2);

    /// <summary>Whether numbers of one type may become numbers of another in an assignment.</summary>
    public static bool can_cast(ScalarType from, ScalarType to) => Aten.Ask("can_cast", from, to);
}
