using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>The states of TorchSharp's optimizers for a parameter: moments and step count.</summary>
internal static class OptimizerStates
{
    /// <summary>The state of every parameter.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="groups">The parameter groups of the optimizer.</param>
    public static Dictionary<Parameter, OptimizerState> Of(OptimizerHelper optimizer, IEnumerable<ParamGroup> groups)
    {
        var states = new Dictionary<Parameter, OptimizerState>(ReferenceEqualityComparer.Instance);
        foreach (var (parameter, state) in groups.SelectMany(static group => group.Parameters).Zip(optimizer.state_dict().State))
            states[parameter] = state;
        return states;
    }

    /// <summary>Copies a part of the state of a longer parameter.</summary>
    /// <param name="part">The state of the part, which is new.</param>
    /// <param name="whole">The state of the longer parameter.</param>
    /// <param name="start">The index of the first number of the part in the longer parameter.</param>
    /// <param name="count">The number of numbers of the part.</param>
    public static void TakeOver(OptimizerState part, OptimizerState whole, long start, long count)
    {
        using var scope = torch.NewDisposeScope();
        OptimizerStateValues.Of(whole).Narrow(start, count).WriteTo(part);
    }
}
