using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Mtl.LibTorch.Tests.Faults;

/// <summary>Every mistake is an exception with libtorch's message; the process lives on.</summary>
public class FaultTests
{
    [Fact]
    public void Shapes_that_do_not_fit()
    {
        Assert.Throws<ExternalException>(() => ones(2, 3).mm(ones(2, 3)));
        Assert.Throws<ExternalException>(() => ones(2, 3) + ones(2, 4));
        Assert.Throws<ExternalException>(() => ones(2, 3).view(7));
        Assert.Throws<ExternalException>(() => cat([ones(2, 3), ones(3, 2)]));
        Assert.Throws<ExternalException>(() => einsum("ij,jk->ik", ones(2, 3), ones(2, 3)));
        Assert.Throws<ExternalException>(() => F.linear(ones(2, 3), ones(4, 5)));
        Assert.Throws<ExternalException>(() => nn.Linear(3, 2).call(ones(2, 4)));
        Assert.Throws<ExternalException>(() => F.cross_entropy(ones(2, 3), ones([3], ScalarType.Int64)));
    }

    [Fact]
    public void The_message_is_libtorch_s_without_its_stack()
    {
        var message = Assert.Throws<ExternalException>(() => ones(2, 3).mm(ones(2, 3))).Message;
        Assert.Contains("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", message, StringComparison.Ordinal);
#if TORCH_SYSTEM
        Assert.DoesNotContain("frame #", message, StringComparison.Ordinal);
#endif
    }

    [Fact]
    public void Types_that_do_not_fit()
    {
        Assert.Throws<ExternalException>(() => ones(2, 3).mm(ones([3, 2], ScalarType.Float64)));
        Assert.Throws<ExternalException>(() => ones(3).index_select(0, ones(1)));
        Assert.Throws<ExternalException>(() => ones(3).bitwise_not());
        Assert.Throws<ExternalException>(() => arange(3).mean());
    }

    [Fact]
    public void Indices_that_are_not_there()
    {
        Assert.Throws<ExternalException>(() => ones(3)[5]);
        Assert.Throws<ExternalException>(() => ones(3).index_select(0, tensor(new long[] { 7 })));
        Assert.Throws<ExternalException>(() => nn.Embedding(3, 2).call(tensor(new long[] { 3 })));
        Assert.Throws<ExternalException>(() => ones(3).sum(4));
    }

    [Fact]
    public void Graphs_that_are_gone_or_never_were()
    {
        var x = ones(2, requires_grad: true);
        var y = (x * x).sum();
        y.backward();
        Assert.Throws<ExternalException>(() => y.backward());
        Assert.Throws<ExternalException>(() => ones(2).sum().backward());
        Assert.Throws<ExternalException>(() => (x * 2).backward());
        Assert.Throws<ExternalException>(() => x.add_(1));
    }

    [Fact]
    public void An_unused_input_has_an_invalid_gradient_where_that_is_allowed()
    {
        var (x, unused) = (ones(2, requires_grad: true), ones(2, requires_grad: true));
        var gradients = autograd.grad([(x * 3).sum()], [x, unused], allow_unused: true);
        Assert.Equal([3f, 3f], gradients[0].data<float>().ToArray());
        Assert.True(gradients[1].IsInvalid);
    }

#if TORCH_SYSTEM
    // In TorchSharp itself these end the process.
    [Fact]
    public void Matmul_and_grad_throw_like_everything_else()
    {
        Assert.Throws<ExternalException>(() => ones(2, 3).matmul(ones(2, 3)));
        var (x, unused) = (ones(2, requires_grad: true), ones(2, requires_grad: true));
        Assert.Throws<ExternalException>(() => autograd.grad([(x * 3).sum()], [x, unused]));
        Assert.Throws<ExternalException>(() => autograd.grad([ones(2).sum()], [x]));
    }

    [Fact]
    public void More_memory_than_there_is() => Assert.Throws<ExternalException>(() => empty(1L << 50));

    [Fact]
    public void Operators_that_do_not_exist_are_named()
    {
        var message = Assert.Throws<ExternalException>(() => TorchSharp.Interop.Aten.Call("no_such_operator", ones(1))).Message;
        Assert.Contains("no_such_operator", message, StringComparison.Ordinal);
        Assert.Throws<ExternalException>(() => TorchSharp.Interop.Aten.Call("add.Tensor", ones(1)));
        Assert.Throws<ExternalException>(() => TorchSharp.Interop.Aten.Call("relu", ones(1), ones(1), 1L));
    }
#endif

    [Fact]
    public void Disposed_tensors()
    {
        var gone = ones(2);
        gone.Dispose();
        gone.Dispose();
        Assert.True(gone.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => gone.shape);
        Assert.Throws<InvalidOperationException>(() => gone + 1);
        Assert.Throws<InvalidOperationException>(() => ones(2) + gone);
        Assert.Throws<InvalidOperationException>(() => cat([ones(2), gone]));
    }

    [Fact]
    public void Elements_read_as_another_type()
    {
        Assert.Throws<ArgumentException>(() => ones(1).item<double>());
        Assert.Throws<ArgumentException>(() => ones(2).item<float>());
        Assert.Throws<ArgumentException>(() => ones(2).data<int>());
        Assert.Throws<ArgumentException>(() => tensor(new float[] { 1, 2 }, [3L]));
    }

    [Fact]
    public async Task Many_threads_at_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => Task.Run(() =>
        {
            using var scope = NewDisposeScope();
            using var generator = new Generator((ulong)seed);
            var x = randn([32, 32], generator: generator).requires_grad_();
            for (var i = 0; i < 200; i++)
            {
                using var inner = NewDisposeScope();
                x.grad = null;
                x.mm(x).tanh().sum().backward();
                Assert.Throws<ExternalException>(() => x.mm(ones(3, 3)));
            }

            return x.grad!.sum().item<float>();
        })));
        Assert.All(results, result => Assert.True(float.IsFinite(result)));
    }
}
