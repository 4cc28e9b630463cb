using TorchSharp;

namespace Mtl.Tests;

/// <summary>What labels must look like, and what is read of them.</summary>
public sealed class LabelFormTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly ClassHead<Colour> _head = new("Kind", inputs: 1);
    private readonly torch.Tensor _logits = Tensors.Matrix(3, 1, 2, 3, 0, 1, 5);

    public void Dispose()
    {
        _head.Dispose();
        _scope.Dispose();
    }

    [Theory]
    [InlineData(torch.ScalarType.Int64)]
    [InlineData(torch.ScalarType.Int32)]
    [InlineData(torch.ScalarType.Int16)]
    [InlineData(torch.ScalarType.Int8)]
    [InlineData(torch.ScalarType.Byte)]
    public void Class_indices_are_integers_of_any_type(torch.ScalarType type)
    {
        var labels = new TaskLabels(torch.tensor(new long[] { 2, 0 }).to(type), torch.ones(2));
        double expected = Math.Log(Math.Exp(1) + Math.Exp(2) + Math.Exp(3)) - 3 + Math.Log(1 + Math.Exp(1) + Math.Exp(5));
        Assert.Equal(expected / 2, _head.Loss(_logits, labels).item<float>(), 1e-5);
    }

    [Fact]
    public void Class_indices_are_no_fractions()
    {
        var error = Assert.Throws<ArgumentException>(() => _head.Loss(_logits, new(torch.ones(2), torch.ones(2))));
        Assert.StartsWith(
            "Kind: the labels are class indices and must be integers, Int64, but the tensor given is Float32.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void An_index_of_no_class_is_refused_with_its_row_unless_the_label_is_missing(long index)
    {
        var values = torch.tensor(new[] { 0, index });
        var form = LabelForm.OfClasses("Kind", 3);
        var error = Assert.Throws<ArgumentException>(() => form.Readable(new(values, torch.ones(2)), torch.float32));
        Assert.Equal($"Kind: label {index} in row 1 is none of the 3 classes 0 to 2.", error.Message);
        var missing = new TaskLabels(values, Tensors.Vector(1, 0));
        Assert.Equal([0, 0], TensorValues.Read<long>(LabelForm.OfClasses("Kind", 3).Readable(missing, torch.float32)));
    }

    [Fact]
    public void Labels_of_a_head_of_one_s_own_keep_their_type_unless_they_are_float32()
    {
        var form = LabelForm.OfAnything("Own", []);
        Assert.Equal(torch.int64, Type(form, torch.int64));
        Assert.Equal(torch.float64, Type(form, torch.float32));
        Assert.Equal(torch.float64, Type(LabelForm.OfNumbers("Price", [], []), torch.int64));

        static torch.ScalarType Type(LabelForm form, torch.ScalarType given) =>
            form.Readable(new(torch.ones(2, given), torch.ones(2)), torch.float64).dtype;
    }

    [Fact]
    public void Labels_and_their_presence_have_the_rows_and_the_device_of_the_output()
    {
        var form = LabelForm.OfAnything("Own", []);
        var freed = torch.ones(2);
        freed.Dispose();
        Assert.Contains("Own: 'labels' ", Refusal<ObjectDisposedException>(freed, torch.ones(2)), StringComparison.Ordinal);
        Assert.StartsWith(
            "Own: the output has 2 rows, but there are labels for 3.", Refusal<ArgumentException>(torch.ones(3), torch.ones(2)),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Own: the output has 2 rows, but there are labels for 4.", Refusal<ArgumentException>(torch.ones(2), torch.ones(4)),
            StringComparison.Ordinal);
        var elsewhere = torch.ones(2, device: torch.device("meta"));
        Assert.Contains("'labels'", Refusal<ArgumentException>(elsewhere, torch.ones(2)), StringComparison.Ordinal);
        Assert.Contains("'presence of labels'", Refusal<ArgumentException>(torch.ones(2), elsewhere), StringComparison.Ordinal);

        string Refusal<TError>(torch.Tensor values, torch.Tensor present)
            where TError : Exception => Assert.Throws<TError>(() => form.Require(new(values, present), torch.ones(2))).Message;
    }

    [Fact]
    public void Answers_by_row_need_answers_and_lengths()
    {
        Assert.Equal("answers", Assert.Throws<ArgumentNullException>(() => PerPosition.ByRow<int>(null!, torch.ones(1))).ParamName);
        Assert.Equal("lengths", Assert.Throws<ArgumentNullException>(() => PerPosition.ByRow([1, 2], null!)).ParamName);
    }
}
