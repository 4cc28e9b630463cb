namespace Mtl.Generator.Tests;

/// <summary>Models that read sequences of varying length.</summary>
internal static class SequenceDeclarations
{
    public const string Tagger =
        """
        using Mtl;
        using TorchSharp.Modules;

        namespace Samples;

        /// <summary>What a word is.</summary>
        public enum WordKind
        {
            /// <summary>A thing.</summary>
            Noun,

            /// <summary>What is done.</summary>
            Verb,

            /// <summary>Neither.</summary>
            Other,
        }

        /// <summary>A sentence, what is heard of it, and what its words are.</summary>
        public sealed record Sentence(
            [property: Feature(MaxLength = 40, Categories = 5000)] string[] Words,
            [property: Feature(SameLengthAs = nameof(Sentence.Words), Categories = 3)] int[] Capitals,
            [property: Feature(13, MaxLength = 800), Standardize] float[][] Frames,
            [property: Feature] float Loudness,
            [property: Label] WordKind?[]? Kinds,
            [property: Label] bool[] IsStressed,
            [property: Label] bool? IsQuestion);

        /// <summary>Reads and hears a sentence.</summary>
        [MultiTaskModel<Sentence>]
        public partial class Tagger
        {
            [SharedLayer(32, From = nameof(Sentence.Words))]
            public partial Embedding WordVectors { get; }

            [SharedLayer(4, From = nameof(Sentence.Capitals))]
            public partial Embedding CapitalVectors { get; }

            [SharedLayer(24, Concat = [nameof(WordVectors), nameof(CapitalVectors)], Bidirectional = true), RecurrentDropout(0.2)]
            public partial LSTM Context { get; }

            [SharedLayer(Heads = 4, Stack = 2, Positions = Positions.Learned, Steps = Steps.Mean), Dropout(0.1)]
            public partial TransformerEncoder Meaning { get; }

            [SharedLayer(16, From = nameof(Sentence.Frames), Bidirectional = true, Steps = Steps.Last)]
            public partial GRU Heard { get; }

            [TaskHead(PerPosition = true, From = nameof(Context))]
            public partial ClassHead<WordKind> Kinds { get; }

            [TaskHead(PerPosition = true, Concat = [nameof(Context), nameof(Kinds)])]
            public partial BinaryHead IsStressed { get; }

            [TaskHead(Concat = [nameof(Meaning), nameof(Heard), "Input"])]
            public partial BinaryHead IsQuestion { get; }
        }
        """;
}
