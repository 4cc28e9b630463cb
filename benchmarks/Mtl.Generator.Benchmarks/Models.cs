namespace Mtl.Generator.Benchmarks;

/// <summary>The source of a typical model with one shared layer and three heads, and of its row and enum.</summary>
internal static class Models
{
    /// <summary>A model on tensors.</summary>
    /// <param name="index">The index of the model.</param>
    /// <param name="edit">The number of the edit.</param>
    public static string OnTensors(int index, int edit) => Model(index, edit, hasRows: false);

    /// <summary>A model on rows.</summary>
    /// <inheritdoc cref="OnTensors"/>
    public static string OnRows(int index, int edit) => Model(index, edit, hasRows: true);

    private static string Model(int index, int edit, bool hasRows) => (hasRows
        ? $$"""
            using Mtl;
            using TorchSharp.Modules;
            namespace Samples;
            public enum Kind{{index}} { A, B, C }
            public sealed record Row{{index}}(
                [property: Feature] float Area, [property: Feature] int Rooms, [property: Feature] bool Garden,
                [property: Feature(4)] float[] Measures,
                [property: Label] Kind{{index}}? Kind, [property: Label] bool? Sold, [property: Label] float? Price);
            [MultiTaskModel<Row{{index}}>]
            """
        : $$"""
            using Mtl;
            using TorchSharp.Modules;
            namespace Samples;
            public enum Kind{{index}} { A, B, C }
            [MultiTaskModel(Inputs = 16)]
            """)
        + $$"""

            public partial class Model{{index}}
            {
                [SharedLayer({{64 + edit}}), BatchNorm, Dropout(0.3)]
                public partial Linear Trunk { get; }

                [TaskHead(Hidden = [16])]
                public partial ClassHead<Kind{{index}}> Kind { get; }

                [TaskHead]
                public partial BinaryHead Sold { get; }

                [TaskHead(Weight = 0.1)]
                public partial RegressionHead Price { get; }
            }
            """;
}
