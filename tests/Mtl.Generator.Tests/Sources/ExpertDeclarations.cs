namespace Mtl.Generator.Tests;

/// <summary>Mixtures of experts.</summary>
internal static class ExpertDeclarations
{
    /// <summary>
    /// An embedding before the experts, a layer of each expert that reads two others, a layer of one task, and a task that
    /// reads no expert.
    /// </summary>
    public const string Census =
        """
        using Mtl;
        using TorchSharp.Modules;

        namespace Samples;

        /// <summary>A person in a census.</summary>
        public sealed record Person(
            [property: Feature] float Age,
            [property: Feature] float Hours,
            [property: Feature(Categories = 50)] string Work,
            [property: Label] bool? Earns,
            [property: Label] bool? IsMarried,
            [property: Label] float? Gain,
            [property: Label] bool? IsOld);

        /// <summary>Four questions about the same people.</summary>
        [MultiTaskModel<Person>, Standardize]
        [MixtureOfExperts(3)]
        [Dropout(0.1, Scope = Scope.Shared)]
        public partial class Census
        {
            [SharedLayer(4, From = nameof(Person.Work)), Dropout(0)]
            public partial Embedding Works { get; }

            [SharedLayer(16, Concat = ["Input", nameof(Works)]), BatchNorm, L2(0.001)]
            public partial Linear First { get; }

            [SharedLayer(8, Concat = [nameof(First), "Input"])]
            public partial Linear Second { get; }

            [TaskLayer(6, From = nameof(First))]
            public partial Linear OfMarriage { get; }

            [TaskHead(Hidden = [4])]
            public partial BinaryHead Earns { get; }

            [TaskHead(Concat = [nameof(OfMarriage), nameof(Second)])]
            public partial BinaryHead IsMarried { get; }

            [TaskHead]
            public partial RegressionHead Gain { get; }

            [TaskHead(From = "Input")]
            public partial BinaryHead IsOld { get; }
        }
        """;
}
