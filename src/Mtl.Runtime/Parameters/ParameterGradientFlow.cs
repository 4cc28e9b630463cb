using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Mtl;

/// <summary>From which terms of the objective a gradient can come to the parameters of a module.</summary>
/// <param name="module">The module.</param>
/// <param name="own">For every task the parts that belong to it alone.</param>
/// <param name="reached">Parts that other tasks reach than their owner, or than all.</param>
/// <param name="penalized">Parts whose weights have a penalty.</param>
internal sealed class ParameterGradientFlow(
    Module module, IReadOnlyList<IReadOnlyList<Module>> own, IReadOnlyList<TaskGradientFlow> reached, IReadOnlyList<Module> penalized)
{
    /// <summary>The parameters that the losses of some tasks reach alone; those of all reach any other.</summary>
    public Dictionary<Parameter, int[]> Tasks()
    {
        var tasks = new Dictionary<Parameter, int[]>(ReferenceEqualityComparer.Instance);
        for (int task = 0; task < own.Count; task++)
            Add([task], own[task]);
        foreach (var part in reached)
            Add(part.Tasks, part.Parts);
        return tasks;

        void Add(int[] indices, IEnumerable<Module> parts)
        {
            foreach (var parameter in parts.SelectMany(static part => part.parameters()))
                tasks[parameter] = indices;
        }
    }

    /// <summary>The parameters that a penalty reaches in every step.</summary>
    public HashSet<Parameter> Penalized() => new(
        penalized.SelectMany(static part => part.parameters()).Where(WeightPenalty.IsWeight),
        ReferenceEqualityComparer.Instance);

    /// <summary>What balancing methods of the module learn.</summary>
    public Dictionary<Parameter, LearnedTaskWeights> Scores()
    {
        var methods = module.modules().Prepend(module).OfType<TaskBalancing>().Distinct();
        var scores = new Dictionary<Parameter, LearnedTaskWeights>(ReferenceEqualityComparer.Instance);
        foreach (var learned in methods.Select(static method => method.Learned).OfType<LearnedTaskWeights>())
            scores[learned.Parameter] = learned;
        return scores;
    }
}
