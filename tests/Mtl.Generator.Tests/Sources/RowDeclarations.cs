namespace Mtl.Generator.Tests;

/// <summary>Models whose rows have features of every kind.</summary>
internal static class RowDeclarations
{
    /// <summary>Categories in the flat input and read by embeddings, tokens as a sequence.</summary>
    public const string Reviews =
        """
        using System;
        using Mtl;
        using TorchSharp.Modules;

        namespace Samples;

        /// <summary>Where a review was written.</summary>
        public enum Device
        {
            /// <summary>A phone.</summary>
            Phone,
            /// <summary>A tablet.</summary>
            Tablet,
            /// <summary>A desktop.</summary>
            Desk,
        }

        /// <summary>What kind of thing was bought.</summary>
        public enum Kind
        {
            /// <summary>Something to read.</summary>
            Book,
            /// <summary>Something to play with.</summary>
            Toy,
            /// <summary>Something to work with.</summary>
            Tool,
            /// <summary>Something to eat.</summary>
            Food,
        }

        /// <summary>A review.</summary>
        public sealed class Review
        {
            /// <summary>The price.</summary>
            [Feature] public float Price { get; init; }

            /// <summary>Where it was written, if that is known.</summary>
            [Feature] public Device? Device { get; init; }

            /// <summary>The day of the week.</summary>
            [Feature(Categories = 7)] public int Weekday { get; init; }

            /// <summary>What was bought.</summary>
            [Feature] public Kind Kind { get; init; }

            /// <summary>Who wrote it, if that is known.</summary>
            [Feature(Categories = 50)] public long? User { get; init; }

            /// <summary>The words.</summary>
            [Feature(6, Categories = 100)] public int[] Words { get; init; } = new int[6];

            /// <summary>Whether the writer was happy.</summary>
            [Label] public bool Happy { get; init; }

            /// <summary>The stars given.</summary>
            [Label] public float? Stars { get; init; }
        }

        /// <summary>Reads reviews.</summary>
        [MultiTaskModel<Review>, Dropout(0.05, Scope = Scope.Input)]
        public partial class Reviews
        {
            [SharedLayer(3, From = nameof(Review.Kind)), L2(1e-4)]
            public partial Embedding KindVector { get; }

            [SharedLayer(4, From = nameof(Review.User))]
            public partial Embedding UserVector { get; }

            [SharedLayer(5, From = nameof(Review.Words)), Dropout(0.1)]
            public partial Embedding WordVectors { get; }

            [SharedLayer(6, Steps = Steps.Last)]
            public partial GRU Sentence { get; }

            [SharedLayer(8, Concat = new[] { "Input", nameof(KindVector), nameof(UserVector), nameof(Sentence) })]
            public partial Linear Opinion { get; }

            [TaskHead] public partial BinaryHead Happy { get; }

            [TaskHead] public partial RegressionHead Stars { get; }
        }
        """;

    /// <summary>Texts with vocabularies, one-hot and embedded.</summary>
    public const string Houses =
        """
        using Mtl;
        using TorchSharp.Modules;

        namespace Samples;

        /// <summary>A house that was sold.</summary>
        public sealed class House
        {
            /// <summary>Its area in square metres.</summary>
            [Feature] public float Area { get; init; }

            /// <summary>How many rooms it has.</summary>
            [Feature, Standardize(false)] public byte Rooms { get; init; }

            /// <summary>The year it was built, if that is known.</summary>
            [Feature] public int? Year { get; init; }

            /// <summary>Whether it has a garden, if that is known.</summary>
            [Feature] public bool? HasGarden { get; init; }

            /// <summary>The town.</summary>
            [Feature(Categories = 3)] public string? Town { get; init; }

            /// <summary>The street.</summary>
            [Feature(Categories = 40)] public string Street { get; init; } = "";

            /// <summary>The price.</summary>
            [Label] public float? Price { get; init; }

            /// <summary>Whether it was sold within a month.</summary>
            [Label] public bool? Soon { get; init; }
        }

        /// <summary>Values houses.</summary>
        [MultiTaskModel<House>, Standardize]
        public partial class Houses
        {
            [SharedLayer(4, From = nameof(House.Street))]
            public partial Embedding StreetVector { get; }

            [SharedLayer(8, Concat = new[] { "Input", nameof(StreetVector) })]
            public partial Linear Place { get; }

            [TaskHead, Standardize] public partial RegressionHead Price { get; }

            [TaskHead] public partial BinaryHead Soon { get; }
        }
        """;
}
