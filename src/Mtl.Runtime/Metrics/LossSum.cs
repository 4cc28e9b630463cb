namespace Mtl;

/// <summary>The mean loss over the labeled rows of all batches.</summary>
internal struct LossSum
{
    private double _sum;

    public long Count { get; private set; }

    public readonly double Mean => _sum / Count;

    public void Add(double loss)
    {
        _sum += loss;
        Count++;
    }
}
