using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>
/// Turns an optimizer of a model's parameters into one of <see cref="FlatParameters"/>. It stays the object that it was, with its own
/// arithmetic, options and schedule; it only finds all parameters of a group side by side, as one.
/// </summary>
internal static class FlatOptimizer
{
    /// <summary>Lets an optimizer work on the flat parameters, if it moves every number by itself.</summary>
    /// <param name="optimizer">The optimizer, which has made no step yet.</param>
    /// <param name="flat">The parameters.</param>
    /// <returns>Whether it does; if not, the optimizer stays as it is.</returns>
    public static bool TryFlatten(torch.optim.Optimizer optimizer, FlatParameters flat)
    {
        if (!WorksNumberByNumber(optimizer) || optimizer.ParamGroups is not IList<ParamGroup> { IsReadOnly: false } groups)
            return false;
        foreach (var group in groups.ToList())
        {
            var parameters = group.Parameters.ToList();
            var stretches = flat.Stretches(parameters);
            MakeState(optimizer, groups, stretches, group.Options);
            group.Parameters = [.. parameters.Where(parameter => !flat.Contains(parameter)), .. stretches];
        }

        return true;
    }

    /// <summary>Of an optimizer that is not known, it cannot be told.</summary>
    private static bool WorksNumberByNumber(torch.optim.Optimizer optimizer)
    {
        var type = optimizer.GetType();
        return type == typeof(Adam) || type == typeof(AdamW) || type == typeof(SGD) || type == typeof(RMSProp) || type == typeof(Adagrad);
    }

    /// <summary>
    /// An optimizer makes the state of parameters when their group is added. The group goes again at once: a schedule that was made for
    /// the groups there were counts them, and keeps their rates.
    /// </summary>
    private static void MakeState(torch.optim.Optimizer optimizer, IList<ParamGroup> groups, Parameter[] parameters, OptimizerOptions options)
    {
        double initialRate = options.InitialLearningRate;
        optimizer.add_param_group(NewGroup(optimizer, parameters, options));
        groups.RemoveAt(groups.Count - 1);
        options.InitialLearningRate = initialRate;
    }

    private static ParamGroup NewGroup(torch.optim.Optimizer optimizer, Parameter[] parameters, OptimizerOptions options) => optimizer switch
    {
        Adam => new Adam.ParamGroup(parameters, (Adam.Options)options),
        AdamW => new AdamW.ParamGroup(parameters, (AdamW.Options)options),
        SGD => new SGD.ParamGroup(parameters, (SGD.Options)options),
        RMSProp => new RMSProp.ParamGroup(parameters, (RMSProp.Options)options),
        _ => new Adagrad.ParamGroup(parameters, (Adagrad.Options)options),
    };
}
