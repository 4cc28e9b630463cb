using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>(x − mean) / deviation, element by element, in some columns: ranges of the first size.</summary>
internal sealed record StandardizeOperation(string Module, EquatableArray<ColumnRange> Columns, Shape Output)
    : ModuleOperation(Module, Output)
{
    /// <summary>The sizes of mean and deviation: those of a time step for a sequence of varying length, else those of a row.</summary>
    public EquatableArray<int> Sizes => Output.Sequence is null ? Output.Sizes : Output.Sizes.Skip(1).ToEquatableArray();

    public bool IsWhole => Columns is [{ Start: 0 } columns] && columns.End == Sizes[0];

    public override OwnedTensors Tensors => TensorsOf(Sizes);

    public override string Summary => "standardized";

    public override string? AutogradReason => null;

    public override bool MayUseOneDnn => false;

    /// <summary>The tensors of a standardization of the given sizes.</summary>
    public static OwnedTensors TensorsOf(EquatableArray<int> numbers)
    {
        long[] sizes = [.. numbers];
        return OwnedTensors.Of(
            OwnedTensor.Buffer("mean", sizes), OwnedTensor.Buffer("deviation", sizes),
            OwnedTensor.Buffer("rows"), OwnedTensor.Buffer("counts", sizes));
    }
}

/// <summary>A range of consecutive columns.</summary>
/// <param name="Start">The first column.</param>
/// <param name="End">The column after the last one.</param>
internal sealed record ColumnRange(int Start, int End);

/// <summary>Replaces missing numbers, which are NaN in tensors, by 0.</summary>
internal sealed record MissingNumbersOperation(Shape Output) : StatelessOperation(Output)
{
    public override string Summary => "impute 0";

    public override string? AutogradReason => null;
}

/// <summary>One column of a matrix.</summary>
/// <param name="Column">The index of the column, from 0.</param>
/// <param name="Output">The shape: one number per row.</param>
internal sealed record ColumnOperation(int Column, Shape Output) : StatelessOperation(Output)
{
    public override string Summary => $"column {Column}";

    public override string? AutogradReason => null;
}
