namespace Mtl.Generator.Emit;

/// <summary>Full names of what generated code calls. With <c>global::</c> no name of the user's can get in the way.</summary>
internal static class Names
{
    public const string Torch = "global::TorchSharp.torch";
    public const string Tensor = "global::TorchSharp.torch.Tensor";
    public const string Device = "global::TorchSharp.torch.Device";
    public const string Nn = "global::TorchSharp.torch.nn";
    public const string Functional = "global::TorchSharp.torch.nn.functional";
    public const string Modules = "global::TorchSharp.Modules";
    public const string Runtime = "global::Mtl";
    public const string CompilerServices = "global::Mtl.CompilerServices";
    public const string Enumerable = "global::System.Collections.Generic.IEnumerable";
    public const string List = "global::System.Collections.Generic.IReadOnlyList";
    public const string CancellationToken = "global::System.Threading.CancellationToken";
}
