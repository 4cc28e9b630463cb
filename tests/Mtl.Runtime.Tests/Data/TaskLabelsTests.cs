using TorchSharp;

namespace Mtl.Tests;

public sealed class TaskLabelsTests
{
    [Fact]
    public void Labels_of_another_number_of_rows_are_refused_with_their_task()
    {
        using var scope = torch.NewDisposeScope();
        var info = new ModelInfo("App.Houses", [new TaskInfo("Price", TaskKind.Regression, 1, []), new TaskInfo("Sold", TaskKind.Binary, 1, [])], MinimumBatchSize: 1);
        var all = new TaskLabels(torch.ones(4), torch.ones(4));
        TaskLabels.RequireRows(info, 4, all, all);
        var error = Assert.Throws<ArgumentException>(() => TaskLabels.RequireRows(info, 4, all, new(torch.ones(3), torch.ones(4))));
        Assert.Contains("App.Houses: the task 'Sold' has 3 labels and says of 4 whether they are present, but the inputs have 4 rows.", error.Message, StringComparison.Ordinal);
    }
}
