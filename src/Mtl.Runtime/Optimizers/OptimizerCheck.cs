using System.Diagnostics.CodeAnalysis;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>Checks the optimizer of the training options, before the first step.</summary>
internal static class OptimizerCheck
{
    /// <summary>Requires an optimizer whose step needs only gradients, and that has at least one of the parameters.</summary>
    /// <param name="optimizer">The result of the factory of the options.</param>
    /// <param name="given">The parameters that were passed to the factory.</param>
    /// <exception cref="ArgumentException">The optimizer cannot be used.</exception>
    public static void Require([NotNull] torch.optim.Optimizer? optimizer, IReadOnlyList<Parameter> given)
    {
        if (optimizer is null)
            throw Refused("returned null. Leave the option out for Adam.");
        string kind = optimizer.GetType().Name;
        if (optimizer is not OptimizerHelper)
        {
            throw Refused(
                $"made {kind}, which computes in native code and has to compute the loss again within its step, where a training step "
                + "has one backward pass; its state could not be saved either. Use one that steps by the gradients alone, such as Adam, "
                + "AdamW, SGD or RMSProp.");
        }

        var known = given.ToHashSet<Parameter>(ReferenceEqualityComparer.Instance);
        if (!optimizer.parameters().Any(known.Contains))
            throw Refused($"made {kind} for none of the {given.Count} parameters that it was given: pass them to the optimizer.");
    }

    private static ArgumentException Refused(string what) => new($"The option {nameof(TrainingOptions.Optimizer)} {what}");
}
