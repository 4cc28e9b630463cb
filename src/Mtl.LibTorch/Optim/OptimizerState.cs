using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of a parameter between steps.</summary>
public abstract class OptimizerState
{
    /// <summary>The parameter.</summary>
    protected Parameter _parameter;

    /// <summary>A state of a parameter.</summary>
    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    internal Parameter Parameter => _parameter;

    /// <summary>How many steps the parameter has made; none where the optimizer does not count.</summary>
    private protected virtual long? Step
    {
        get => null;
        set { }
    }

    /// <summary>The tensors of the state, in the order of TorchSharp's file format.</summary>
    private protected virtual Tensor?[] Tensors
    {
        get => [];
        set { }
    }

    /// <summary>How many of <see cref="Tensors"/> are always there; of the others a file says whether they are.</summary>
    private protected virtual int Required => 0;

    /// <summary>Puts each kind of the states' tensors side by side, so that operations can treat them as one.</summary>
    internal static void Gather(OptimizerState[] states)
    {
        var tensors = Array.ConvertAll(states, state => state.Tensors);
        if (states.Length < 2)
            return;
        for (var kind = 0; kind < tensors[0].Length; kind++)
        {
            var row = Array.ConvertAll(tensors, own => own[kind]);
            if (row.All(tensor => tensor is not null))
                row = SideBySide.Gather(row!);
            for (var i = 0; i < states.Length; i++)
                tensors[i][kind] = row[i];
        }

        for (var i = 0; i < states.Length; i++)
            states[i].Tensors = tensors[i];
    }

    /// <summary>Starts the state anew.</summary>
    public abstract void Initialize(OptimizerOptions options);

    /// <summary>Writes the state to a stream.</summary>
    public virtual void SaveStateDict(BinaryWriter writer)
    {
        if (Step is { } step)
            writer.Write(step);
        var tensors = Tensors;
        foreach (var tensor in tensors[..Required])
            tensor!.Save(writer);
        foreach (var tensor in tensors[Required..])
            SaveConditionalStateTensor(writer, tensor);
    }

    /// <summary>Reads the state from a stream.</summary>
    public virtual void LoadStateDict(BinaryReader reader)
    {
        if (Step is not null)
            Step = reader.ReadInt64();
        var tensors = Tensors;
        foreach (var tensor in tensors[..Required])
            tensor!.Load(reader);
        for (var i = Required; i < tensors.Length; i++)
            LoadConditionalStateTensor(reader, ref tensors[i], _parameter.device);
        Tensors = tensors;
    }

    /// <summary>Takes copies of another optimizer's state.</summary>
    public virtual void LoadStateDict(OptimizerState source)
    {
        Step = source.Step;
        Tensors = [.. Tensors.Zip(source.Tensors, Copied)];
    }

    /// <summary>Moves the state to a device.</summary>
    public virtual void to(Device device)
    {
        var moved = Array.ConvertAll(Tensors, tensor => Moved(tensor, device));
        Release();
        Tensors = moved;
    }

    /// <summary>Whether another state is the same but for rounding.</summary>
    public virtual bool ApproximatelyEquals(OptimizerState other) =>
        other.GetType() == GetType() && other.Step == Step && Tensors is [_, ..] && Tensors.Zip(other.Tensors).All(AreClose);

    /// <summary>Writes whether there is a tensor, and the tensor.</summary>
    protected static void SaveConditionalStateTensor(BinaryWriter writer, Tensor? tensor)
    {
        writer.Write(tensor is not null);
        tensor?.Save(writer);
    }

    /// <summary>Reads whether there is a tensor, and the tensor.</summary>
    protected static void LoadConditionalStateTensor(BinaryReader reader, ref Tensor? result, Device device)
    {
        if (reader.ReadBoolean())
        {
            TensorExtensionMethods.Load(ref result, reader);
            result = result!.to(device, disposeAfter: true).DetachFromDisposeScope();
        }
        else
        {
            result?.Dispose();
            result = null;
        }
    }

    /// <summary>Gives the tensors back.</summary>
    private protected void Release()
    {
        foreach (var tensor in Tensors)
            tensor?.Dispose();
    }

    /// <summary>Zeros in the parameter's shape, which live as long as the state.</summary>
    private protected Tensor Zeros() => zeros_like(_parameter).DetachFromDisposeScope();

    /// <summary>A tensor's content in the place of another's, which keeps its memory where it has some.</summary>
    private Tensor? Copied(Tensor? own, Tensor? other)
    {
        using var frozen = no_grad();
        if (own is not null && other is not null)
            return own.copy_(other);
        own?.Dispose();
        return Moved(other, _parameter.device);
    }

    private static Tensor? Moved(Tensor? tensor, Device device) => tensor?.to(device, copy: true).DetachFromDisposeScope();

    private static bool AreClose((Tensor? Mine, Tensor? Other) pair) =>
        pair.Mine is null || pair.Other is null ? ReferenceEquals(pair.Mine, pair.Other) : pair.Mine.allclose(pair.Other);
}
