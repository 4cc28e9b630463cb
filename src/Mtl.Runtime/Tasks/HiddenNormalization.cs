namespace Mtl;

/// <summary>The normalization of the outputs of hidden layers before their activation.</summary>
public enum HiddenNormalization
{
    /// <summary>No normalization.</summary>
    None,

    /// <summary>Batch normalization: each feature over the rows of the batch (Ioffe and Szegedy 2015).</summary>
    Batch,

    /// <summary>Layer normalization: each row over its features (Ba, Kiros and Hinton 2016).</summary>
    Layer,
}
