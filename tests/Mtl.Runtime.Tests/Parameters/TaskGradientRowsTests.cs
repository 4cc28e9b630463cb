using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests;

/// <summary>Where the gradients of shared parameters go while those of the tasks are computed by themselves.</summary>
public sealed class TaskGradientRowsTests : IDisposable
{
    private const int Tasks = 2;

    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly Linear _shared = torch.nn.Linear(2, 3);
    private readonly Linear _own = torch.nn.Linear(3, 1);
    private readonly Parts _model;
    private readonly FlatParameters _flat;

    public TaskGradientRowsTests()
    {
        _model = new(_own, _shared);
        _flat = new(_model, [_shared]);
        _flat.AttachGradients();
    }

    public void Dispose()
    {
        _flat.Dispose();
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void A_row_receives_the_shared_gradients_of_its_task_and_no_others()
    {
        using var noGrad = torch.no_grad();
        var rows = torch.full([Tasks, _flat.SharedCount], float.NaN);
        _flat.TaskGradientRows.Begin(rows, Tasks);
        var (weight, bias, own) = (_flat[_shared.weight!], _flat[_shared.bias!], _flat[_own.weight!]);
        Assert.Equal<bool>([false, true], [weight.Add(slice: 1), weight.Add(slice: 1)]); // The first term is written, the second added.
        weight.GradientOf(1).fill_(7);
        bias.Summable(0).add_(3);
        bias.Summable(0).add_(3);
        Assert.True(own.Add(slice: 1));
        own.GradientOf(1).fill_(9);
        _flat.TaskGradientRows.End();

        Assert.Equal([0, 0, 0, 0, 0, 0, 6, 6, 6, 7, 7, 7, 7, 7, 7, 0, 0, 0], rows.Read());
        Assert.All(own.Gradient.Read(), number => Assert.Equal(9, number));
        Assert.Equal(0, weight.Gradient.abs().sum().item<float>());
        weight.GradientOf(1).fill_(5);
        Assert.All(weight.Gradient.Read(), number => Assert.Equal(5, number)); // The rows receive nothing any more.
    }

    [Fact]
    public void Another_matrix_is_another_place()
    {
        using var noGrad = torch.no_grad();
        foreach (int value in (int[])[1, 2])
        {
            var rows = torch.zeros(Tasks, _flat.SharedCount);
            _flat.TaskGradientRows.Begin(rows, Tasks);
            _flat[_shared.bias!].Summable(0).add_(value);
            _flat.TaskGradientRows.End();
            Assert.Equal(3 * value, rows.sum().item<float>());
        }
    }

    [Fact]
    public void A_matrix_that_cannot_hold_the_gradients_is_refused_with_what_is_needed()
    {
        torch.Tensor[] wrong =
        [
            torch.zeros(Tasks + 1, _flat.SharedCount), torch.zeros(Tasks, _flat.SharedCount - 1),
            torch.zeros(Tasks, _flat.SharedCount, torch.float64), torch.zeros(_flat.SharedCount, Tasks).t(),
        ];
        foreach (var matrix in wrong)
        {
            var error = Assert.Throws<ArgumentException>(() => _flat.TaskGradientRows.Begin(matrix, Tasks));
            Assert.Contains("need a contiguous Float32 matrix [2, 9] on the device of", error.Message, StringComparison.Ordinal);
            string order = matrix.is_contiguous() ? "" : ", not contiguous";
            string found = $"got {matrix.dtype} [{matrix.shape[0]}, {matrix.shape[1]}] on CPU{order}. Make it";
            Assert.Contains(found, error.Message, StringComparison.Ordinal);
        }

        Assert.Null(_flat.TaskGradientRows.Matrix);
    }
}
