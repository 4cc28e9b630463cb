namespace Mtl.Generator.Tests;

/// <summary>However many sequences a model reads, their lengths are one input.</summary>
[Collection(OnTheEngine.Name)]
public sealed class SequenceInputTests
{
    private const string Five =
        """
        using System.Linq;
        using Mtl;
        using TorchSharp;
        using TorchSharp.Modules;

        [MultiTaskModel]
        [Input("A", 2, MaxLength = 3), Input("B", 2, MaxLength = 4), Input("C", 2, MaxLength = 5)]
        [Input("D", MaxLength = 6), Input("E", MaxLength = 7)]
        internal sealed partial class Five
        {
            [SharedLayer(2, From = "A", Steps = Steps.Last)] public partial GRU OfA { get; }
            [SharedLayer(2, From = "B", Steps = Steps.Last)] public partial GRU OfB { get; }
            [SharedLayer(2, From = "C", Steps = Steps.Mean)] public partial Conv1d OfC { get; }
            [SharedLayer(2, From = "D", Steps = Steps.Last)] public partial GRU OfD { get; }
            [TaskHead(PerPosition = true, From = "E")] public partial BinaryHead Each { get; }
            [TaskHead(Concat = ["OfA", "OfB", "OfC", "OfD"])] public partial BinaryHead Yes { get; }
        }

        internal static class Use
        {
            public static string Run(string folder)
            {
                using var scope = torch.NewDisposeScope();
                using var model = new Five(seed: 1);
                var lengths = torch.tensor(new long[,] { { 1, 2, 3, 4, 5 }, { 3, 4, 5, 6, 7 } });
                var batch = new Five.Batch(
                    torch.randn(2, 3, 2), torch.randn(2, 4, 2), torch.randn(2, 5, 2), torch.randn(2, 6, 1), torch.randn(2, 7, 1), lengths,
                    new TaskLabels(torch.ones(2, 7), torch.ones(2, 7)), new TaskLabels(torch.ones(2), torch.ones(2)));
                model.Fit(batch, options: new() { Epochs = 2 });
                var predictions = model.Predict(batch.A, batch.B, batch.C, batch.D, batch.E, batch.Lengths);
                var all = string.Join(" ", batch.DLengths.data<long>().ToArray());
                var ofOne = string.Join(" ", batch.Slice(1, 1).ELengths.data<long>().ToArray());
                return $"{all} | {ofOne} | {string.Join(" ", predictions.Select(prediction => prediction.Each.Count))}";
            }
        }
        """;

    [Fact]
    public void Five_sequences_and_their_lengths_are_six_inputs() => Assert.Equal("4 6 | 7 | 5 7", GeneratedProgram.Run([Five]));
}
