using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mtl.LibTorch.Tests.Scopes;

public class DisposeScopeTests
{
    [Fact]
    public void A_scope_disposes_of_what_was_made_in_it()
    {
        Tensor inside;
        using (NewDisposeScope())
        {
            inside = ones(3);
            Assert.False(inside.IsInvalid);
        }

        Assert.True(inside.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => inside.sum());
    }

    [Fact]
    public void Everything_that_gives_a_tensor_belongs_to_the_scope()
    {
        using var outer = ones(2).DetachFromDisposeScope();
        outer.requires_grad = true;
        outer.sum().backward();
        List<Tensor> made = [];
        using (NewDisposeScope())
        {
            made.Add(tensor(new float[] { 1 }));
            made.Add(from_array(new float[] { 1 }));
            made.Add(new Parameter(ones(1)));
            made.Add(outer.grad!);
            made.Add(outer.detach());
            made.Add(outer.alias());
            made.Add(outer.to(ScalarType.Float32));
        }

        Assert.All(made, tensor => Assert.True(tensor.IsInvalid));
        Assert.NotNull(outer.grad);
    }

    [Fact]
    public void Modules_and_optimizers_survive_the_scope_that_they_were_made_in()
    {
        nn.Module<Tensor, Tensor> model;
        optim.Optimizer optimizer;
        using (NewDisposeScope())
        {
            model = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Linear(3, 1));
            optimizer = optim.Adam(model.parameters());
        }

        for (var step = 0; step < 2; step++)
        {
            using var scope = NewDisposeScope();
            model.call(randn(4, 2)).sum().backward();
            optimizer.step();
        }

        Assert.All(model.state_dict().Values, tensor => Assert.False(tensor.IsInvalid));
        optimizer.Dispose();
        model.Dispose();
    }

    [Fact]
    public void A_tensor_moves_outwards_or_leaves_all_scopes()
    {
        using var outer = NewDisposeScope();
        Tensor moved, detached;
        using (NewDisposeScope())
        {
            moved = ones(1).MoveToOuterDisposeScope();
            detached = ones(1).DetachFromDisposeScope();
        }

        Assert.False(moved.IsInvalid);
        Assert.True(outer.Contains(moved));
        Assert.False(detached.IsInvalid);
        outer.Dispose();
        Assert.True(moved.IsInvalid);
        Assert.False(detached.IsInvalid);
        detached.Dispose();
    }

    [Fact]
    public void All_but_the_kept_can_go_early()
    {
        using var scope = NewDisposeScope();
        var (kept, gone) = (ones(1), ones(1));
        scope.DisposeEverythingBut(kept);
        Assert.False(kept.IsInvalid);
        Assert.True(gone.IsInvalid);
        Assert.Equal(1, scope.DisposablesCount);
    }

    [Fact]
    public void Statistics_count_what_lives()
    {
        DisposeScopeManager.Statistics.Reset();
        var outside = ones(1);
        using (NewDisposeScope())
        {
            _ = ones(1);
            var early = ones(1);
            early.Dispose();
            outside.MoveToOtherDisposeScope(CurrentDisposeScope);
            Assert.Equal(2, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }

        var counts = DisposeScopeManager.Statistics.TensorStatistics;
        Assert.Equal(1, counts.CreatedOutsideScopeCount);
        Assert.Equal(2, counts.CreatedInScopeCount);
        Assert.Equal(1, counts.AttachedToScopeCount);
        Assert.Equal(0, counts.ThreadTotalLiveCount);
    }

    [Fact]
    public void Scopes_and_the_recording_of_gradients_belong_to_a_thread()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var before = scope.DisposablesCount;
        var recorded = false;
        var thread = new Thread(() =>
        {
            using var made = ones(1);
            recorded = is_grad_enabled();
        });
        thread.Start();
        thread.Join();
        Assert.True(recorded);
        Assert.Equal(before, scope.DisposablesCount);
    }

    [Fact]
    public void An_array_is_shared_and_released_with_its_tensor()
    {
        float[] numbers = [1, 2, 3];
        using (var shared = from_array(numbers))
        {
            shared.mul_(2);
            Assert.Equal([2, 4, 6], numbers);
            using var copied = tensor(numbers);
            copied.zero_();
            Assert.Equal([2, 4, 6], numbers);
        }

        Assert.Equal([2, 4, 6], numbers);
    }

    [Fact]
    public void A_parameter_takes_the_place_of_its_tensor()
    {
        using var scope = NewDisposeScope();
        var data = ones(2);
        var parameter = new Parameter(data);
        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
        Assert.True(parameter.is_leaf);
        Assert.Equal([2L], parameter.shape);
    }

    [Fact]
    public void Thousands_of_steps_leave_nothing_behind()
    {
        using var model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1));
        using var optimizer = optim.Adam(model.parameters());
        using var input = randn(8, 4);
        Step(model, optimizer, input);
        var alive = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 3000; i++)
            Step(model, optimizer, input);
        Assert.Equal(alive, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

#if TORCH_SYSTEM
    [Fact]
    public void A_hundred_thousand_steps_leave_memory_and_native_tensors_as_they_were()
    {
        using var model = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1));
        using var optimizer = optim.SGD(model.parameters(), 0.01);
        using var input = randn(2, 2);
        for (var i = 0; i < 2000; i++)
            Step(model, optimizer, input);
        GC.Collect();
        GC.WaitForPendingFinalizers(); // what earlier tests left lying about
        var (alive, memory) = (NativeTensorCount, Environment.WorkingSet);
        for (var i = 0; i < 100_000; i++)
            Step(model, optimizer, input);
        Assert.Equal(alive, NativeTensorCount);
        Assert.True(Environment.WorkingSet - memory < 64 << 20, $"grew by {Environment.WorkingSet - memory >> 20} MB");
    }
#endif

    private static void Step(nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor input)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        model.call(input).square().mean().backward();
        optimizer.step();
    }
}
