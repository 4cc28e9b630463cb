using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Mtl;

/// <summary>The order of the parameters of a module in the flat parameters: those that are used together are contiguous.</summary>
internal sealed class ParameterOrder
{
    /// <summary>The most elements of a parameter: addresses are read from spans of bytes, which have fewer than 2³¹ elements.</summary>
    private const long LargestParameter = int.MaxValue / sizeof(double);

    private readonly Module _module;
    private readonly IReadOnlyList<Module> _shared;
    private readonly IReadOnlyList<IReadOnlyList<Linear>> _together;

    /// <summary>Describes the order. It is called when the module is built.</summary>
    /// <param name="module">The module.</param>
    /// <param name="shared">The shared parts, whose parameters come first.</param>
    /// <param name="together">
    /// Groups of layers that are computed together; they come first among the shared and among the other parameters.
    /// </param>
    public ParameterOrder(Module module, IReadOnlyList<Module> shared, IReadOnlyList<IReadOnlyList<Linear>> together)
    {
        _module = module;
        _shared = shared;
        _together = together;
        BuiltState.Remember(module);
    }

    /// <summary>Whether parameters can be in one tensor: all are contiguous and have the same element type and device.</summary>
    public static bool CanLieTogether(Parameter[] parameters) => parameters.Length > 0 && parameters.All(parameter =>
        parameter.is_contiguous()
        && parameter.NumberOfElements <= LargestParameter
        && parameter.dtype == parameters[0].dtype
        && parameter.device_type == parameters[0].device_type
        && parameter.device_index == parameters[0].device_index);

    /// <summary>The parameters in their order, and the number of elements of the shared parameters, which come first.</summary>
    public (Parameter[] All, long SharedCount) Find()
    {
        var first = new HashSet<Parameter>(_shared.SelectMany(part => part.parameters()), ReferenceEqualityComparer.Instance);
        Parameter[] all =
        [
            .. _together.SelectMany(SideBySide).Concat(_shared.SelectMany(part => part.parameters())).Where(first.Contains)
                .Concat(_together.SelectMany(SideBySide)).Concat(_module.parameters())
                .Distinct<Parameter>(ReferenceEqualityComparer.Instance),
        ];
        return (all, first.Sum(parameter => parameter.NumberOfElements));
    }

    /// <summary>The weights of the layers, then their biases, if they have any.</summary>
    private static IEnumerable<Parameter> SideBySide(IReadOnlyList<Linear> layers) =>
        layers.Select(layer => layer.weight!).Concat(layers.Select(layer => layer.bias).OfType<Parameter>());
}
