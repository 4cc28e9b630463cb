using System.ComponentModel;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>The soft-sharing penalty between the networks of several tasks (Duong et al., ACL 2015) for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SoftSharing
{
    /// <summary>Copies the parameters of the first copy of a layer to all others, so that their distance is initially 0.</summary>
    /// <param name="copies">The copies, modules of the same kind.</param>
    /// <exception cref="ArgumentNullException"><paramref name="copies"/> is null.</exception>
    /// <exception cref="ArgumentException">The copies have different parameters.</exception>
    public static void CopyInitialWeights(params torch.nn.Module[] copies)
    {
        ArgumentNullException.ThrowIfNull(copies);
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        foreach (var parameters in Corresponding(copies, _ => true))
        {
            foreach (var parameter in parameters.Skip(1))
                parameter.copy_(parameters[0]);
        }
    }

    /// <summary>
    /// <c>Σ ‖W_s − W_t‖²</c>: the squared distances of corresponding weights, not biases, summed over all pairs of copies.
    /// </summary>
    /// <param name="copies">The copies of a layer, modules of the same kind.</param>
    /// <returns>A scalar with a gradient.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="copies"/> is null.</exception>
    /// <exception cref="ArgumentException">The copies have different parameters.</exception>
    public static torch.Tensor Distance(params torch.nn.Module[] copies)
    {
        ArgumentNullException.ThrowIfNull(copies);
        var sum = torch.zeros(1).squeeze();
        foreach (var weights in Corresponding(copies, WeightPenalty.IsWeight))
        {
            // The sum over all pairs is T times the sum of the squared distances to the mean: T terms instead of T·(T − 1) / 2.
            var mean = weights.Cast<torch.Tensor>().Aggregate((total, weight) => total + weight) / weights.Length;
            sum = weights.Aggregate(sum.to(mean), (total, weight) => total + (weights.Length * (weight - mean).square().sum()));
        }

        return sum;
    }

    /// <summary>The corresponding parameters of all copies, one array for each parameter of the layer.</summary>
    private static IEnumerable<Parameter[]> Corresponding(torch.nn.Module[] copies, Func<Parameter, bool> isIncluded)
    {
        var all = Array.ConvertAll(copies, copy => copy.named_parameters().Where(entry => isIncluded(entry.parameter)).ToArray());
        for (int i = 0; i < all[0].Length; i++)
        {
            var (name, first) = all[0][i];
            bool isSame = Array.TrueForAll(
                all, one => one.Length == all[0].Length && one[i].name == name && one[i].parameter.shape.SequenceEqual(first.shape));
            if (!isSame)
            {
                throw new ArgumentException(
                    "Every task has a copy of the layer, all with the same parameters, but not all have a "
                    + $"'{name}' [{string.Join(", ", first.shape)}]; a factory must create the same layer each time.",
                    nameof(copies));
            }

            yield return Array.ConvertAll(all, one => one[i].parameter);
        }
    }
}
