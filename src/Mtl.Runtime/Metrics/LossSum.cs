namespace Mtl;

/// <summary>The mean loss over labeled rows, batch by batch.</summary>
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
