using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.LibTorch.Tests.Tensors;

public class TensorTests
{
    [Fact]
    public void Arrays_of_every_type_become_tensors_and_come_back()
    {
        Check([1f, -2.5f], ScalarType.Float32);
        Check([1.0, -2.5], ScalarType.Float64);
        Check([1L, long.MaxValue], ScalarType.Int64);
        Check([1, int.MinValue], ScalarType.Int32);
        Check([(short)1, (short)-2], ScalarType.Int16);
        Check([(byte)1, (byte)255], ScalarType.Byte);
        Check([(sbyte)1, (sbyte)-2], ScalarType.Int8);
        Check([true, false], ScalarType.Bool);
        Check([(Half)1.5f, (Half)(-2)], ScalarType.Float16);
        Check([new BFloat16(1.5f), new BFloat16(-2)], ScalarType.BFloat16);

        static void Check<T>(T[] numbers, ScalarType type)
            where T : unmanaged
        {
            using var shared = from_array(numbers);
            Assert.Equal(type, shared.dtype);
            Assert.Equal([2L], shared.shape);
            using var copy = shared.clone();
            Assert.Equal(numbers, copy.data<T>().ToArray());
        }
    }

    [Fact]
    public void Shapes_and_types_can_be_asked_for()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([2L, 3], tensor(new float[] { 1, 2, 3, 4, 5, 6 }, 2, 3).shape);
        Assert.Equal([2L, 3], tensor(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }).shape);
        Assert.Equal([3L, 2], tensor([1f, 2, 3, 4, 5, 6], [3L, 2]).shape);
        Assert.Equal(ScalarType.Float64, tensor(new float[] { 1 }, dtype: ScalarType.Float64).dtype);
        Assert.True(tensor(new float[] { 1 }, requires_grad: true).requires_grad);
        Assert.Equal(ScalarType.Int64, arange(3).dtype);
        Assert.Equal(ScalarType.Float32, arange(0, 1, 0.5).dtype);
        Assert.Equal(ScalarType.Int64, full(2, 7).dtype);
        Assert.Equal(ScalarType.Float32, full(2, 7.5).dtype);
        Assert.Equal([4L, 5], zeros(4, 5).shape);
        Assert.Equal([4L, 5], rand([4, 5]).shape);
        Assert.Equal(5, zeros(4, 5).size(-1));
        Assert.Equal([5L, 1], zeros(4, 5).stride());
        Assert.Equal(0, tensor(1f).dim());
    }

    [Fact]
    public void Elements_are_read_and_written_in_the_order_of_indices()
    {
        using var scope = NewDisposeScope();
        var matrix = arange(6).reshape(2, 3).t();
        var elements = matrix.data<long>();
        Assert.Equal([0L, 3, 1, 4, 2, 5], elements.ToArray());
        Assert.Equal(4, elements[1, 1]);
        Assert.Equal(3, elements[1]);
        elements[2, 0] = 9;
        Assert.Equal(9, matrix[2, 0].item<long>());
        var buffer = new long[3];
        elements.CopyTo(buffer.AsSpan(), tensorIndex: 2);
        Assert.Equal([1L, 4, 9], buffer);
        Assert.Equal(new long[,] { { 0, 3 }, { 1, 4 }, { 9, 5 } }, elements.ToNDArray());
    }

    [Fact]
    public void Parts_are_overwritten_through_indices()
    {
        using var scope = NewDisposeScope();
        var x = zeros(3, 3);
        x[0] = ones(3);
        x[1, 2] = 5f;
        x[TensorIndex.Colon, 0] = tensor(7f);
        x[x == 7] = tensor(8f);
        x[TensorIndex.Single(2), 1..] = tensor(new float[] { 1, 2 });
        Assert.Equal([8f, 1, 1, 8, 0, 5, 8, 1, 2], x.data<float>().ToArray());
    }

    [Fact]
    public void Numbers_mix_with_tensors_on_both_sides()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new float[] { 1, 2, 4 });
        Assert.Equal([3f, 5, 9], (2 * x + 1).data<float>().ToArray());
        Assert.Equal([0f, -1, -3], (1 - x).data<float>().ToArray());
        Assert.Equal([4f, 2, 1], (4 / x).data<float>().ToArray());
        Assert.Equal(ScalarType.Float32, (x * 2.5).dtype);
        Assert.Equal(ScalarType.Int64, (arange(3) * 2).dtype);
        Assert.Equal([true, false, false], (x < 2).data<bool>().ToArray());
        Assert.Equal(3, (int)tensor(3.7f));
        Assert.Equal(7, x.sum().ToInt32());
    }

    [Fact]
    public void In_place_operators_change_and_give_this_tensor()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new float[] { 1, 4 });
        Assert.True(ReferenceEquals(x, x.add_(1)));
        x.mul_(2).sub_(tensor(1f)).sqrt_().clamp_(max: 2);
        Assert.Equal([MathF.Sqrt(3), 2], x.data<float>().ToArray());
        x.zero_().fill_(3).copy_(tensor(new double[] { 5, 6 }));
        Assert.Equal([5f, 6], x.data<float>().ToArray());
    }

    [Fact]
    public void Gradients_flow_and_stop_where_told()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new float[] { 1, 2 }, requires_grad: true);
        (x * x).sum().backward();
        (x * 3).sum().backward();
        Assert.Equal([5f, 7], x.grad!.data<float>().ToArray());
        x.grad = null;
        Assert.Null(x.grad);
        using (no_grad())
            Assert.False((x * 2).requires_grad);
        using (inference_mode())
            Assert.True(is_inference_mode_enabled());
        Assert.False(x.detach().requires_grad);

        var y = x * 2;
        y.retain_grad();
        var first = autograd.grad([(y * y).sum()], [x], retain_graph: true, create_graph: true)[0];
        var second = autograd.grad([first.sum()], [x])[0];
        Assert.Equal([8f, 8], second.data<float>().ToArray());

        var weighted = x * 2;
        autograd.backward(weighted, [tensor(new float[] { 1, 10 })]);
        Assert.Equal([2f, 20], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Seeds_and_states_repeat_random_numbers()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var first = randn(4);
        var state = random.get_rng_state();
        var second = rand(4);
        manual_seed(5);
        Assert.True(first.Equals(randn(4)));
        random.set_rng_state(state);
        Assert.True(second.Equals(rand(4)));

        var own = new Generator(9);
        var drawn = randn([4], generator: own);
        manual_seed(1);
        own.manual_seed(9);
        Assert.True(drawn.Equals(randn([4], generator: own)));
        Assert.Equal(9, own.initial_seed());
        Assert.Equal([0L, 1, 2, 3, 4], randperm(5).sort().Item1.data<long>().ToArray());
    }

    [Fact]
    public void Threads_and_version()
    {
        var threads = get_num_threads();
        set_num_threads(1);
        Assert.Equal(1, get_num_threads());
        set_num_threads(threads);
        Assert.NotEmpty(__version__);
        Assert.False(cuda_is_available() && !cuda.is_available());
    }

    [Fact]
    public void Tensors_go_to_streams_and_back()
    {
        using var scope = NewDisposeScope();
        var x = arange(6).reshape(2, 3);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        x.Save(writer);
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        Assert.True(x.Equals(TensorExtensionMethods.Load(reader)));
    }
}
