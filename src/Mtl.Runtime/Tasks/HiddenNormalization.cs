namespace Mtl;

/// <summary>How the outputs of hidden layers are normalized before their activation.</summary>
public enum HiddenNormalization
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Each feature over the rows of the batch (Ioffe 2015).</summary>
    Batch,

    /// <summary>Each row over its features (Ba 2016).</summary>
    Layer,
}
