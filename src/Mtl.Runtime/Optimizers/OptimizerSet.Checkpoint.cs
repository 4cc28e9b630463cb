using System.Globalization;
using System.Reflection;
using System.Text;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <content>
/// The state of the optimizers in a checkpoint: for every parameter by its name, whatever ranges a flat optimizer has, and the options of
/// every parameter group, which a learning rate schedule may have changed.
/// </content>
internal sealed partial class OptimizerSet : IResumable
{
    private const string OptionsKey = "optimizer.options";
    private const string StatesKey = "optimizer.states";
    private const string TensorPrefix = "optimizer.";

    private IEnumerable<OptimizerHelper> Helpers => _optimizers.Cast<OptimizerHelper>();

    private IEnumerable<ParamGroup> Groups => Helpers.SelectMany(optimizer => (IEnumerable<ParamGroup>)optimizer.ParamGroups);

    /// <summary>The kind and the options of the optimizers, by their names.</summary>
    public IEnumerable<(string Name, string Value)> Settings()
    {
        yield return ("Optimizer", string.Join(", ", _optimizers.Select(optimizer => optimizer.GetType().Name)));
        foreach (var (index, group) in Groups.Index())
        {
            string of = index == 0 ? " of the optimizer" : $" of parameter group {index + 1}";
            var type = group.Options.GetType();
            foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
                yield return (field.Name + of, Convert.ToString(field.GetValue(group.Options), CultureInfo.InvariantCulture) ?? "");
            yield return ("learning rate" + of, group.InitialLearningRate.ToString(CultureInfo.InvariantCulture));
        }
    }

    void IResumable.Save(CheckpointWriter checkpoint)
    {
        var stored = new Dictionary<string, StoredOptimizerState>();
        foreach (var (name, range, state) in States())
        {
            stored.Add(name, new(range, state.Numbers));
            foreach (var (field, tensor) in state.Tensors)
                checkpoint.Add($"{TensorPrefix}{name}.{field}", tensor);
        }

        checkpoint.Add(StatesKey, stored, CheckpointJson.Default.DictionaryStringStoredOptimizerState);
        checkpoint.Add(OptionsKey, [.. Groups.Select(group => Written(group.Options))], CheckpointJson.Default.ByteArrayArray);
    }

    void IResumable.Restore(CheckpointReader checkpoint)
    {
        using var scope = torch.NewDisposeScope();
        var stored = checkpoint.Value(StatesKey, CheckpointJson.Default.DictionaryStringStoredOptimizerState);
        RequireSameParameters(checkpoint, [.. States().Select(state => state.Name)], [.. stored.Keys]);
        var options = checkpoint.Value(OptionsKey, CheckpointJson.Default.ByteArrayArray);
        foreach (var (group, written) in Groups.Zip(options))
            group.Options.LoadStateDict(new BinaryReader(new MemoryStream(written), Encoding.UTF8));
        var tensors = checkpoint.Names(TensorPrefix).ToLookup(name => name[..name.LastIndexOf('.')]);
        foreach (var flat in _flatOptimizers)
            flat.Restore(segment => (stored[Name(segment)].Range, Read(Name(segment))));
        foreach (var (name, parameter, state) in SingleStates())
            Read(name).Reshape(parameter.shape).WriteTo(state);

        OptimizerStateValues Read(string name) => new()
        {
            Numbers = stored[name].Numbers,
            Tensors = tensors[name].ToDictionary(
                tensor => tensor[(name.Length + 1)..], tensor => checkpoint.Tensor(TensorPrefix + tensor).to(_parameters[0].device)),
        };
    }

    /// <summary>The state of every parameter, or learned task weight, as views in the current dispose scope.</summary>
    private IEnumerable<(string Name, int Range, OptimizerStateValues State)> States()
    {
        int ranges = 0;
        foreach (var flat in _flatOptimizers)
        {
            foreach (var (segment, range, state) in flat.States())
                yield return (Name(segment), ranges + range, state);
            ranges += flat.RangeCount;
        }

        foreach (var (name, _, state) in SingleStates())
            yield return (name, -1, OptimizerStateValues.Of(state));
    }

    /// <summary>The states of the parameters that are not in a range of a flat optimizer.</summary>
    private IEnumerable<(string Name, Parameter Parameter, OptimizerState State)> SingleStates()
    {
        var ranges = _flatOptimizers.SelectMany(flat => flat.Ranges).ToHashSet<Parameter>(ReferenceEqualityComparer.Instance);
        int unknown = 0;
        foreach (var optimizer in Helpers)
        {
            foreach (var (parameter, state) in OptimizerStates.Of(optimizer, (IEnumerable<ParamGroup>)optimizer.ParamGroups))
            {
                if (!ranges.Contains(parameter))
                    yield return (_names.Value.TryGetValue(parameter, out string? name) ? name : $"unknown.{unknown++}", parameter, state);
            }
        }
    }

    private static Dictionary<Parameter, string> NamesOf(torch.nn.Module model, TaskBalancing? balancing)
    {
        var names = new Dictionary<Parameter, string>(ReferenceEqualityComparer.Instance);
        foreach (var (name, parameter) in model.named_parameters())
            names[parameter] = name;
        foreach (var (name, parameter) in balancing?.named_parameters() ?? [])
            names[parameter] = $"balancing.{name}";
        return names;
    }

    private string Name(FlatSegment segment)
    {
        string name = _names.Value[segment.Place.Parameter];
        return segment.Task is { } task ? $"{name}.{task}" : name;
    }

    private static byte[] Written(OptimizerOptions options)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        options.SaveStateDict(writer);
        writer.Flush();
        return stream.ToArray();
    }

    private static void RequireSameParameters(CheckpointReader checkpoint, HashSet<string> own, HashSet<string> stored)
    {
        if (own.FirstOrDefault(name => !stored.Contains(name)) is { } added)
            throw checkpoint.Refusal($"its run did not train '{added}', which is trained now: freeze the same parameters as in that run.");
        if (stored.FirstOrDefault(name => !own.Contains(name)) is { } frozen)
            throw checkpoint.Refusal($"its run trained '{frozen}', which is not trained now: freeze the same parameters as in that run.");
    }
}
