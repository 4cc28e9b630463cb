using TorchSharp;

namespace Mtl.Tests;

public sealed class TaskLabelsTests
{
    [Fact]
    public void Labels_of_another_number_of_rows_are_refused_with_their_task()
    {
        using var scope = torch.NewDisposeScope();
        var info = new ModelInfo(
            "App.Houses",
            [new TaskInfo("Price", TaskKind.Regression, 1, []), new TaskInfo("Sold", TaskKind.Binary, 1, [])],
            MinimumBatchSize: 1);
        var all = new TaskLabels(torch.ones(4), torch.ones(4));
        TaskLabels.RequireRows(info, 4, all, all);
        var error = Assert.Throws<ArgumentException>(() => TaskLabels.RequireRows(info, 4, all, new(torch.ones(3), torch.ones(4))));
        Assert.Contains(
            "App.Houses: the task 'Sold' has 3 labels and 4 values of presence, but the inputs have 4 rows.",
            error.Message,
            StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => TaskLabels.RequireRows(info, 4, new TaskLabels(torch.ones(4), torch.ones(5))));
        Assert.Contains("the task 'Price' has 4 labels and 5 values of presence", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_were_freed_are_refused_with_their_task()
    {
        using var scope = torch.NewDisposeScope();
        var info = new ModelInfo("App.Houses", [new TaskInfo("Price", TaskKind.Regression, 1, [])], MinimumBatchSize: 1);
        var freed = torch.ones(4);
        freed.Dispose();
        MustRefuse(new(freed, torch.ones(4)), "Price: 'labels' ");
        MustRefuse(new(torch.ones(4), freed), "Price: 'presence of labels' ");
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => TaskLabels.RequireRows(null!, 4)).ParamName);
        Assert.Equal("labels", Assert.Throws<ArgumentNullException>(() => TaskLabels.RequireRows(info, 4, null!)).ParamName);

        void MustRefuse(TaskLabels labels, string begin) => Assert.Contains(
            begin, Assert.Throws<ObjectDisposedException>(() => TaskLabels.RequireRows(info, 4, labels)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_of_steps_have_a_dimension_for_them()
    {
        using var scope = torch.NewDisposeScope();
        foreach (var labels in (TaskLabels[])[new(torch.ones(4), torch.ones(2, 2)), new(torch.ones(2, 2), torch.ones(4))])
        {
            Assert.Contains(
                "as [batch, steps], but these have", Assert.Throws<ArgumentException>(() => labels.Positions()).Message,
                StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => labels.Positions(torch.tensor(new long[] { 2, 1 })));
        }
    }

    [Fact]
    public void Labels_without_tensors_say_so()
    {
        TaskLabels labels = default;
        Assert.StartsWith(
            "These labels have no tensors", Assert.Throws<InvalidOperationException>(() => labels.Values).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "These labels have no tensors", Assert.Throws<InvalidOperationException>(() => labels.Present).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Disposing_frees_both_tensors()
    {
        var labels = new TaskLabels(torch.ones(4), torch.ones(4));
        labels.Dispose();
        Assert.True(labels.Values.IsInvalid);
        Assert.True(labels.Present.IsInvalid);
    }
}
