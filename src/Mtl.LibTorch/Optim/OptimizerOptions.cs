namespace TorchSharp.Modules;

/// <summary>What a group of parameters is changed by. An option without a value is taken from the optimizer.</summary>
public class OptimizerOptions
{
    /// <summary>The learning rate.</summary>
    public double? LearningRate { get; set; }

    /// <summary>The learning rate that schedules start from.</summary>
    public double InitialLearningRate { get; set; }

    /// <summary>Writes the options to a stream.</summary>
    public virtual void SaveStateDict(BinaryWriter writer)
    {
        writer.Write(InitialLearningRate);
        writer.Write(LearningRate!.Value);
        Visit(new OptionWriter(writer));
    }

    /// <summary>Reads the options from a stream.</summary>
    public virtual void LoadStateDict(BinaryReader reader)
    {
        InitialLearningRate = reader.ReadDouble();
        LearningRate = reader.ReadDouble();
        Visit(new OptionReader(reader));
    }

    /// <summary>Takes the options of another optimizer's group.</summary>
    public virtual void LoadStateDict(OptimizerOptions source)
    {
        InitialLearningRate = source.InitialLearningRate;
        LearningRate = source.LearningRate;
        Visit(new OptionCopy(source));
    }

    /// <summary>Refuses numbers that no optimizer can have for defaults.</summary>
    internal virtual void Validate() => Check.NotNegative(LearningRate, "lr");

    /// <summary>Takes from the optimizer's defaults what has no value yet.</summary>
    internal void Complete(OptimizerOptions defaults)
    {
        LearningRate ??= defaults.LearningRate;
        InitialLearningRate = LearningRate!.Value;
        Visit(new OptionCompletion(defaults));
    }

    /// <summary>Shows all further options to a visitor, in the order of TorchSharp's file format.</summary>
    private protected virtual void Visit(OptionVisitor visitor)
    {
    }

    /// <summary>The values of all further options, in order.</summary>
    internal Queue<object?> Values()
    {
        var values = new OptionValues();
        Visit(values);
        return values.Found;
    }
}
