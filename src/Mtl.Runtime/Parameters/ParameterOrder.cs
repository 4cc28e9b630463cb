using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Mtl;

/// <summary>In which order the parameters of a module lie: in that in which they are used together.</summary>
internal sealed class ParameterOrder
{
    /// <summary>Addresses are asked for by way of spans of bytes, which have at most 2³¹ of them.</summary>
    private const long LargestParameter = int.MaxValue / sizeof(double);

    private readonly Module _module;
    private readonly IReadOnlyList<Module> _shared;
    private readonly IReadOnlyList<IReadOnlyList<Linear>> _together;

    /// <summary>Orders the parameters of a module, which is built now.</summary>
    /// <param name="module">The module.</param>
    /// <param name="shared">The parts that come first: those that all tasks share.</param>
    /// <param name="together">Layers that are computed together; they come first among the shared parameters and among the others.</param>
    public ParameterOrder(Module module, IReadOnlyList<Module> shared, IReadOnlyList<IReadOnlyList<Linear>> together)
    {
        _module = module;
        _shared = shared;
        _together = together;
        BuiltState.Remember(module);
    }

    /// <summary>Whether parameters can lie in one tensor: it has one type and one device, and one of another layout than row by row would be read wrongly.</summary>
    public static bool CanLieTogether(Parameter[] parameters) => parameters.Length > 0 && parameters.All(parameter =>
        parameter.is_contiguous()
        && parameter.NumberOfElements <= LargestParameter
        && parameter.dtype == parameters[0].dtype
        && parameter.device_type == parameters[0].device_type
        && parameter.device_index == parameters[0].device_index);

    /// <summary>The parameters in their order, and how many numbers the shared ones have, which come first.</summary>
    public (Parameter[] All, long SharedCount) Find()
    {
        var first = new HashSet<Parameter>(_shared.SelectMany(part => part.parameters()), ReferenceEqualityComparer.Instance);
        Parameter[] all =
        [
            .. _together.SelectMany(SideBySide).Concat(_shared.SelectMany(part => part.parameters())).Where(first.Contains)
                .Concat(_together.SelectMany(SideBySide)).Concat(_module.parameters()).Distinct<Parameter>(ReferenceEqualityComparer.Instance),
        ];
        return (all, first.Sum(parameter => parameter.NumberOfElements));
    }

    /// <summary>Weights, then biases, if there are any.</summary>
    private static IEnumerable<Parameter> SideBySide(IReadOnlyList<Linear> layers) =>
        layers.Select(layer => layer.weight!).Concat(layers.Select(layer => layer.bias).OfType<Parameter>());
}
