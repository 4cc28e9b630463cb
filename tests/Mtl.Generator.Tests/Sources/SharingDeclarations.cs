namespace Mtl.Generator.Tests;

/// <summary>Schemes of sharing other than mixtures of experts.</summary>
internal static class SharingDeclarations
{
    /// <summary>
    /// An embedding that is not copied, a layer that reads it and the input, a layer that two of three tasks read, a layer of one
    /// task, and a task that does not read the trunk.
    /// </summary>
    private const string Members =
        """
            [SharedLayer(4, From = nameof(Meal.Dish)), Dropout(0)]
            public partial Embedding Dishes { get; }

            [SharedLayer(16, Concat = ["Input", nameof(Dishes)]), BatchNorm, L2(0.001)]
            public partial Linear First { get; }

            [SharedLayer(8, Concat = [nameof(First), "Input"])]
            public partial Linear Second { get; }

            [TaskLayer(6, From = nameof(First))]
            public partial Linear OfStars { get; }

            [TaskHead(Hidden = [4])]
            public partial BinaryHead Returns { get; }

            [TaskHead(Concat = [nameof(OfStars), nameof(Second)])]
            public partial RegressionHead Stars { get; }

            [TaskHead(From = nameof(First))]
            public partial CountHead Guests { get; }

            [TaskHead(From = "Input")]
            public partial BinaryHead IsLate { get; }
        """;

    public const string Soft = Start + "[SoftSharing(0.01)]" + Class + "SoftMeals\n{\n" + Members + "\n}\n";

    public const string Stitched = Start + "[CrossStitch(LearningRate = 10)]" + Class + "StitchedMeals\n{\n" + Members + "\n}\n";

    public const string Extracted = Start + "[ProgressiveExtraction(2, 1)]" + Class + "ExtractedMeals\n{\n" + Members + "\n}\n";

    public const string Attended = Start + "[TaskAttention(Reduction = 2)]" + Class + "AttendedMeals\n{\n" + Members + "\n}\n";

    private const string Start =
        """
        using Mtl;
        using TorchSharp.Modules;

        namespace Samples;

        /// <summary>A meal in a restaurant.</summary>
        public sealed record Meal(
            [property: Feature] float Price,
            [property: Feature] float Minutes,
            [property: Feature(Categories = 50)] string Dish,
            [property: Label] bool? Returns,
            [property: Label] float? Stars,
            [property: Label] int? Guests,
            [property: Label] bool? IsLate);

        /// <summary>Four questions about the same meals.</summary>
        [MultiTaskModel<Meal>, Standardize]

        """;

    private const string Class = "\n[Dropout(0.1, Scope = Scope.Shared)]\npublic partial class ";
}
