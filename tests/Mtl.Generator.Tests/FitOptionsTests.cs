namespace Mtl.Generator.Tests;

/// <summary>The options of <c>Fit</c> name the tasks of their own model, and no others.</summary>
public sealed class FitOptionsTests
{
    private const string Models =
        """
        using Mtl;
        using TorchSharp.Modules;

        public sealed record Row([property: Feature(2)] float[] X, [property: Label] float? Price, [property: Label] bool? Sold);

        [MultiTaskModel<Row>, TaskHead("Price"), TaskHead<bool>("Sold")]
        public partial class First
        {
            [SharedLayer(4)] public partial Linear Trunk { get; }
        }

        [MultiTaskModel<Row>, TaskHead("Price"), TaskHead<bool>("Sold")]
        public partial class Second
        {
            [SharedLayer(4)] public partial Linear Trunk { get; }
        }

        [MultiTaskModel(Inputs = 2), TaskHead("Price")]
        public partial class WithoutRows
        {
            [SharedLayer(4)] public partial Linear Trunk { get; }
        }

        """;

    [Theory]
    [InlineData("first.Fit(rows, new() { Watch = First.Watch.Price, EarlyStopping = new(), Validation = rows });")]
    [InlineData("first.Fit(rows, new() { Watch = First.Watch.AnyTask, RestoreBest = true });")]
    [InlineData("first.Fit(rows, new() { Watch = 2 * First.Watch.Price.Loss + First.Watch.Sold.Loss });")]
    [InlineData("first.Fit(First.Encode(rows), null, new() { Watch = First.Watch.Sold });")]
    [InlineData("first.Fit(First.Encode(rows), options: new() { Watch = First.Watch.Sold });")]
    [InlineData("first.Fit(rows, new First.FitOptions { Watch = First.Watch.Objective });")]
    [InlineData("first.Fit(rows, new TrainingOptions<Row> { Epochs = 1, Validation = rows });")]
    [InlineData("first.Fit(First.Encode(rows), null, new TrainingOptions { Epochs = 1 });")]
    [InlineData("first.Fit(rows); first.Fit(rows, null); first.Fit(rows, cancellationToken: default); first.Fit(First.Encode(rows));")]
    [InlineData("third.Fit(batch, null, new() { Watch = WithoutRows.Watch.Price }); third.Fit(batch); third.Fit(batch, null, null);")]
    public void Options_watch_the_tasks_of_their_model(string use) => Assert.Empty(Errors(use));

    [Theory]
    [InlineData("first.Fit(rows, new() { Watch = Second.Watch.Price });", "CS0029")]
    [InlineData("first.Fit(First.Encode(rows), null, new() { Watch = Second.Watch.Price });", "CS0029")]
    [InlineData("first.Fit(rows, new() { Watch = First.Watch.Prize });", "CS0117")]
    [InlineData("first.Fit(rows, new() { Watch = First.Watch.Price.Loss + Second.Watch.Price.Loss });", "CS0019")]
    [InlineData("first.Fit(rows, new() { Watch = First.Watch.Price + First.Watch.Sold });", "CS0019")]
    public void Tasks_of_another_model_and_sums_of_metrics_do_not_compile(string use, string error) =>
        Assert.Equal([error], Errors(use));

    private static IEnumerable<string> Errors(string use)
    {
        string program = Models + $$"""
            public static class Use
            {
                public static void Run(First first, WithoutRows third, WithoutRows.Batch batch, Row[] rows)
                {
                    {{use}}
                }
            }
            """;
        var project = new UserProject { Documentation = Microsoft.CodeAnalysis.DocumentationMode.Parse };
        return GeneratorHost
            .CompilerMessages(GeneratorHost.Generate(GeneratorHost.Compile(project, program)))
            .Select(message => message.Id);
    }
}
