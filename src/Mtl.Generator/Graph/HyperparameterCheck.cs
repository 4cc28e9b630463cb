using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Collects the hyper-parameters of a model, and reports different ones with the same name.</summary>
internal sealed class HyperparameterCheck(ProblemReport report)
{
    /// <summary>The hyper-parameters of a model, in the order of the forward pass; those of the objective are last.</summary>
    /// <param name="model">The lowered model.</param>
    /// <returns>One for every number of the declaration, each with its own field.</returns>
    public EquatableArray<Hyperparameter> Collect(ModelGraph model)
    {
        var byField = new Dictionary<string, Hyperparameter>(StringComparer.Ordinal);
        var numbers = new List<Hyperparameter>();
        foreach (var number in Of(model))
        {
            if (!byField.TryGetValue(GeneratedNames.Field(number.Name), out var other))
            {
                byField.Add(GeneratedNames.Field(number.Name), number);
                numbers.Add(number);
            }
            else if (number != other)
            {
                Report(number, other);
            }
        }

        return numbers.ToEquatableArray();
    }

    /// <summary>Reports two numbers, at a member that can be renamed; of two members, at the second.</summary>
    private void Report(Hyperparameter number, Hyperparameter other)
    {
        if (number.Site.Member is null)
            (number, other) = (other, number);
        var isSame = number.Name == other.Name;
        report.Add(
            RuleIds.HyperparameterName, number.Site, number.Name, Lower(number.Meaning),
            isSame ? Lower(other.Meaning) : $"'{other.Name}', whose field is the same, {Lower(other.Meaning)}");
    }

    private static string Lower(string meaning) => char.ToLowerInvariant(meaning[0]) + meaning.Substring(1);

    private static IEnumerable<Hyperparameter> Of(ModelGraph model) =>
    [
        .. model.Blocks.SelectMany(block => Of(block, model)),
        .. model.Distances.Select(static distance => distance.Strength),
        .. model.Balancing is { } balancing ? Of(balancing) : [],
    ];

    private static IEnumerable<Hyperparameter> Of(BalancingDescription balancing) =>
        balancing.Options.Select(option => Hyperparameter.Of(balancing, option)).OfType<Hyperparameter>();

    private static IEnumerable<Hyperparameter> Of(Block block, ModelGraph model)
    {
        foreach (var operation in block.Operations)
        {
            foreach (var number in Of(operation))
                yield return number;
        }
        foreach (var penalty in model.Penalties.Where(penalty => penalty.Owner == block.ModuleName))
            yield return penalty.Strength;
        if (block.Parameters is { IsFrozen: false, LearningRate: { } factor })
            yield return factor;
        if (block is not TaskBlock task)
            yield break;
        foreach (var argument in HeadArgument.Of(task.Head))
        {
            if (argument.Value is Hyperparameter number)
                yield return number;
        }
        yield return task.Weight;
    }

    private static Hyperparameter[] Of(Operation operation) => operation switch
    {
        DropoutOperation dropout => [dropout.Probability],
        SpatialDropoutOperation dropout => [dropout.Probability],
        RecurrentDropoutOperation dropout => [dropout.Probability],
        AdaptiveDropoutOperation dropout => [dropout.Minimum, dropout.Maximum],
        EncoderOperation { Dropout: { } dropout } => [dropout],
        StitchOperation stitch => [stitch.Share],
        _ => [],
    };
}
