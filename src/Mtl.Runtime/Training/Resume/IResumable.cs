namespace Mtl;

/// <summary>A part of a training run with a state of its own, which a checkpoint keeps.</summary>
internal interface IResumable
{
    /// <summary>Adds the state to a checkpoint.</summary>
    /// <param name="checkpoint">The checkpoint that is written.</param>
    void Save(CheckpointWriter checkpoint);

    /// <summary>Replaces the state by that of a checkpoint, before the first step.</summary>
    /// <param name="checkpoint">The checkpoint that was saved by <see cref="Save"/>.</param>
    /// <exception cref="ModelFileException">The checkpoint belongs to another run.</exception>
    void Restore(CheckpointReader checkpoint);
}
