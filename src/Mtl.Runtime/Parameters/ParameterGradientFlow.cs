using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Mtl;

/// <summary>The terms of the objective that depend on each parameter of a module: task losses, penalties, learned task weights.</summary>
/// <param name="module">The module.</param>
/// <param name="own">For every task its task-specific parts.</param>
/// <param name="reached">Parts whose tasks are declared explicitly.</param>
/// <param name="penalized">Parts whose weights have a penalty.</param>
internal sealed class ParameterGradientFlow(
    Module module, IReadOnlyList<IReadOnlyList<Module>> own, IReadOnlyList<TaskGradientFlow> reached, IReadOnlyList<Module> penalized)
{
    /// <summary>The tasks of the parameters on which only some losses depend. On any other parameter all losses depend.</summary>
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

    /// <summary>The parameters with a penalty.</summary>
    public HashSet<Parameter> Penalized() => new(
        penalized.SelectMany(static part => part.parameters()).Where(WeightPenalty.IsWeight),
        ReferenceEqualityComparer.Instance);

    /// <summary>The parameters of balancing methods in the module.</summary>
    public Dictionary<Parameter, LearnedTaskWeights> TaskWeights()
    {
        var methods = module.modules().Prepend(module).OfType<TaskBalancing>().Distinct();
        var weights = new Dictionary<Parameter, LearnedTaskWeights>(ReferenceEqualityComparer.Instance);
        foreach (var learned in methods.Select(static method => method.Learned).OfType<LearnedTaskWeights>())
            weights[learned.Parameter] = learned;
        return weights;
    }
}
