namespace TorchSharp.Modules;

/// <summary>Something that is done to every option in turn, so that each kind of options lists its members once.</summary>
internal abstract class OptionVisitor
{
    public abstract void Visit(ref double? option);

    public abstract void Visit(ref bool? option);
}

/// <summary>Writes options to a stream.</summary>
internal sealed class OptionWriter(BinaryWriter writer) : OptionVisitor
{
    public override void Visit(ref double? option) => writer.Write(option!.Value);

    public override void Visit(ref bool? option) => writer.Write(option!.Value);
}

/// <summary>Reads options from a stream.</summary>
internal sealed class OptionReader(BinaryReader reader) : OptionVisitor
{
    public override void Visit(ref double? option) => option = reader.ReadDouble();

    public override void Visit(ref bool? option) => option = reader.ReadBoolean();
}

/// <summary>Collects the values of options.</summary>
internal sealed class OptionValues : OptionVisitor
{
    public Queue<object?> Found { get; } = new();

    public override void Visit(ref double? option) => Found.Enqueue(option);

    public override void Visit(ref bool? option) => Found.Enqueue(option);
}

/// <summary>Sets options to those of a source.</summary>
internal sealed class OptionCopy(OptimizerOptions source) : OptionVisitor
{
    private readonly Queue<object?> _values = source.Values();

    public override void Visit(ref double? option) => option = (double?)_values.Dequeue();

    public override void Visit(ref bool? option) => option = (bool?)_values.Dequeue();
}

/// <summary>Sets options that have no value to those of a source.</summary>
internal sealed class OptionCompletion(OptimizerOptions source) : OptionVisitor
{
    private readonly Queue<object?> _values = source.Values();

    public override void Visit(ref double? option)
    {
        var value = (double?)_values.Dequeue();
        option ??= value;
    }

    public override void Visit(ref bool? option)
    {
        var value = (bool?)_values.Dequeue();
        option ??= value;
    }
}
