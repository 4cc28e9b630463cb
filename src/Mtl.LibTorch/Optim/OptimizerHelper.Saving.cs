namespace TorchSharp.Modules;

public abstract partial class OptimizerHelper
{
    /// <summary>The options of all groups and the states of all parameters; they are the optimizer's own, not copies.</summary>
    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            dictionary.Options.Add(group.Options);
            var indices = new List<int>();
            foreach (var parameter in group.Parameters)
            {
                indices.Add(dictionary.State.Count);
                dictionary.State.Add(_state[parameter.Handle]);
            }

            dictionary.StateIndexRef.Add(indices);
        }

        return dictionary;
    }

    /// <summary>Takes copies of the options and states of another optimizer of the same form.</summary>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var own = Own(state_dict.Options.Count, state_dict.State.Count);
        foreach (var (mine, other) in own.Options.Zip(state_dict.Options).Where(pair => pair.First != pair.Second))
            mine.LoadStateDict(other);
        foreach (var (mine, other) in own.State.Zip(state_dict.State).Where(pair => pair.First != pair.Second))
            mine.LoadStateDict(other);
    }

    /// <summary>Writes options and states to a file in TorchSharp's format.</summary>
    public void save_state_dict(string location)
    {
        using var stream = File.Create(location);
        using var writer = new BinaryWriter(stream);
        save_state_dict(writer);
    }

    /// <summary>Writes options and states to a stream in TorchSharp's format.</summary>
    public void save_state_dict(BinaryWriter writer)
    {
        var own = state_dict();
        writer.Write(GetType().Name);
        writer.Write7BitEncodedInt64(own.Options.Count);
        writer.Write7BitEncodedInt64(own.State.Count);
        foreach (var options in own.Options)
            options.SaveStateDict(writer);
        foreach (var state in own.State)
            state.SaveStateDict(writer);
    }

    /// <summary>Reads options and states from a file.</summary>
    public void load_state_dict(string location)
    {
        using var stream = File.OpenRead(location);
        using var reader = new BinaryReader(stream);
        load_state_dict(reader);
    }

    /// <summary>Reads options and states from a stream.</summary>
    public void load_state_dict(BinaryReader reader)
    {
        var name = reader.ReadString();
        if (name != GetType().Name)
            throw new InvalidDataException($"This is the state of {name}, not of {GetType().Name}.");
        var own = Own(reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
        foreach (var options in own.Options)
            options.LoadStateDict(reader);
        foreach (var state in own.State)
            state.LoadStateDict(reader);
    }

    /// <summary>The optimizer's own state, which must have the form of the one to be loaded.</summary>
    private StateDictionary Own(long groups, long states)
    {
        var own = state_dict();
        if (groups != own.Options.Count)
            throw new ArgumentException($"The saved state has {groups} groups of parameters; this optimizer has {own.Options.Count}.");
        if (states != own.State.Count)
            throw new ArgumentException($"The saved state has {states} parameters; this optimizer has {own.State.Count}.");
        return own;
    }
}
