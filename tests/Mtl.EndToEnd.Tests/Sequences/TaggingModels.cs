using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

/// <summary>Tags every word of a sentence, and says what the whole is.</summary>
[MultiTaskModel<Sentence>]
internal sealed partial class Tagger
{
    [SharedLayer(16)]
    public partial Embedding WordVectors { get; }

    [SharedLayer(16, Bidirectional = true), RecurrentDropout(0.1)]
    public partial LSTM Context { get; }

    [TaskLayer(16, Steps = Steps.Max)]
    public partial Linear Whole { get; }

    [TaskHead(PerPosition = true)]
    public partial ClassHead<Tag> Tags { get; }

    [TaskHead(From = nameof(Whole))]
    public partial BinaryHead IsCommand { get; }
}

/// <summary>The same without a look at the neighbors: what a word alone can tell.</summary>
[MultiTaskModel<Sentence>]
internal sealed partial class WordByWordTagger
{
    [SharedLayer(16)]
    public partial Embedding WordVectors { get; }

    [SharedLayer(16, Steps = Steps.Mean, From = nameof(WordVectors))]
    public partial Linear Whole { get; }

    [TaskHead(PerPosition = true, From = nameof(WordVectors), Hidden = [16])]
    public partial ClassHead<Tag> Tags { get; }

    [TaskHead(From = nameof(Whole))]
    public partial BinaryHead IsCommand { get; }
}
