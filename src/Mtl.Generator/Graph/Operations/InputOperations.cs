using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>(x − mean) / deviation, number by number, along some places of the first size.</summary>
internal sealed record StandardizeOperation(string Module, EquatableArray<ColumnRange> Columns, Shape Output)
    : ModuleOperation(Module, Output)
{
    /// <summary>The sizes that have a mean and a deviation: of a sequence whose length varies, one step, else all.</summary>
    public EquatableArray<int> Sizes => Output.Sequence is null ? Output.Sizes : Output.Sizes.Skip(1).ToEquatableArray();

    public bool IsWhole => Columns is [{ Start: 0 } columns] && columns.End == Sizes[0];

    public override OwnedTensors Tensors => TensorsOf(Sizes);

    public override string Summary => "standardized";

    public override string? AutogradReason => null;

    public override bool MayUseOneDnn => false;

    /// <summary>The tensors of a standardization of so many numbers.</summary>
    public static OwnedTensors TensorsOf(EquatableArray<int> numbers)
    {
        long[] sizes = [.. numbers];
        return OwnedTensors.Of(
            OwnedTensor.Buffer("mean", sizes), OwnedTensor.Buffer("deviation", sizes),
            OwnedTensor.Buffer("rows"), OwnedTensor.Buffer("counts", sizes));
    }
}

/// <summary>Places one after the other.</summary>
/// <param name="Start">The first.</param>
/// <param name="End">The first after them.</param>
internal sealed record ColumnRange(int Start, int End);

/// <summary>Missing numbers, which tensors hold as NaN, become 0.</summary>
internal sealed record MissingNumbersOperation(Shape Output) : StatelessOperation(Output)
{
    public override string Summary => "missing 0";

    public override string? AutogradReason => null;
}

/// <summary>One column of a matrix.</summary>
/// <param name="Column">Which, from 0.</param>
/// <param name="Output">The shape: one number per row.</param>
internal sealed record ColumnOperation(int Column, Shape Output) : StatelessOperation(Output)
{
    public override string Summary => $"column {Column}";

    public override string? AutogradReason => null;
}
