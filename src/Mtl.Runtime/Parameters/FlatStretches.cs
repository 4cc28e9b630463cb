using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>Parameters that follow each other, as one long one for an optimizer.</summary>
/// <param name="all">All parameters.</param>
internal sealed class FlatStretches(FlatParameters all)
{
    private readonly Dictionary<(long Start, long Count), Parameter> _known = [];

    /// <summary>Some parameters as few long ones, in rising order, with their gradients. They belong to this object.</summary>
    /// <param name="places">Where the parameters lie.</param>
    public Parameter[] Of(IEnumerable<FlatParameter> places)
    {
        var stretches = new List<(long Start, long Count)>();
        foreach (var place in places.OrderBy(place => place.Start))
        {
            if (stretches is [.., var last] && last.Start + last.Count == place.Start)
                stretches[^1] = (last.Start, last.Count + place.Count);
            else
                stretches.Add((place.Start, place.Count));
        }

        return [.. stretches.Select(Stretch)];
    }

    /// <summary>Frees the stretches, before the parameters are laid out anew.</summary>
    public void Clear()
    {
        foreach (var stretch in _known.Values)
            stretch.Dispose();
        _known.Clear();
    }

    private Parameter Stretch((long Start, long Count) stretch)
    {
        if (_known.TryGetValue(stretch, out var known))
            return known;
        var parameter = torch.nn.Parameter(all.Values!.narrow(0, stretch.Start, stretch.Count));
        parameter.DetachFromDisposeScope();
        using var gradient = all.Gradients!.narrow(0, stretch.Start, stretch.Count);
        parameter.grad = gradient;
        return _known[stretch] = parameter;
    }
}
