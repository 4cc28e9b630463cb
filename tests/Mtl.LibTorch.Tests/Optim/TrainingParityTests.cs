using Mtl.LibTorch.Tests.Fixtures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Mtl.LibTorch.Tests.Optim;

/// <summary>The training of <c>training.py</c>.</summary>
public class TrainingParityTests
{
    /// <summary>Seven digits on PyTorch's own libtorch; on a newer one the rounding of the matrix products is another.</summary>
#if TORCH_SYSTEM
    private const double Tolerance = 1e-7;
#else
    private const double Tolerance = 1e-4;
#endif

    [Fact]
    public void A_thousand_steps_of_Adam_from_one_seed_give_the_losses_of_PyTorch()
    {
        manual_seed(1);
        using var trunk = Linear(16, 32);
        using var left = Linear(32, 1);
        using var right = Linear(32, 4);
        using var inputs = randn(32, 16);
        using var numbers = randn(32, 1);
        using var classes = randint(0, 4, [32], ScalarType.Int64);
        using var optimizer = optim.Adam([.. trunk.parameters(), .. left.parameters(), .. right.parameters()]);
        var expected = Fixture.Cases("training").ToDictionary(
            point => point.GetProperty("step").GetInt32(), point => point.GetProperty("loss").GetDouble());

        for (var step = 1; step <= 1000; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var shared = F.relu(trunk.call(inputs));
            var loss = F.mse_loss(left.call(shared), numbers) + F.cross_entropy(right.call(shared), classes);
            loss.backward();
            optimizer.step();
            if (expected.TryGetValue(step, out var value))
                Assert.Equal(1, loss.item<float>() / value, Tolerance);
        }
    }

    [Fact]
    public void Steps_leave_no_tensor_behind()
    {
        using var layer = Linear(3, 2);
        using var inputs = ones(4, 3);
        foreach (var optimizer in Optimizers.Of([.. layer.parameters()]))
        {
            long after2 = 0;
            for (var step = 1; step <= 50; step++)
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                layer.call(inputs).square().sum().backward();
                nn.utils.clip_grad_norm_(layer.parameters(), 1);
                optimizer.step();
                if (step == 2)
                    after2 = DisposeScopeManagerCount();
                else if (step > 2)
                    Assert.Equal(after2, DisposeScopeManagerCount());
            }

            optimizer.Dispose();
        }
    }

    private static long DisposeScopeManagerCount() => TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
}
