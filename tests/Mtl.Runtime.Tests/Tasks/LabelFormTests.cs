using System.Globalization;
using TorchSharp;

namespace Mtl.Tests;

/// <summary>What labels must look like, and what is read of them.</summary>
public sealed class LabelFormTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly ClassHead<Color> _head = new("Kind", inputs: 1);
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
    [InlineData("classes", 3, "none of the 3 classes 0 to 2")]
    [InlineData("classes", -1, "none of the 3 classes 0 to 2")]
    [InlineData("binary", 2, "neither 0 nor 1")]
    [InlineData("binary", -1, "neither 0 nor 1")]
    [InlineData("binary", 0.5, "neither 0 nor 1")]
    [InlineData("binary", double.NaN, "neither 0 nor 1")]
    [InlineData("counts", -1, "no count, which is a whole number from 0 on")]
    [InlineData("counts", double.PositiveInfinity, "no count, which is a whole number from 0 on")]
    [InlineData("counts", 2.5, "no count, which is a whole number from 0 on")]
    [InlineData("numbers", double.NaN, "no finite number")]
    [InlineData("numbers", double.NegativeInfinity, "no finite number")]
    public void What_is_no_label_of_the_task_is_refused_with_its_row_unless_it_is_missing(string kind, double label, string reason)
    {
        var form = Form(kind);
        var (good, output) = (Values(kind, 0, 1), torch.zeros(2));
        var strange = Values(kind, 0, label);
        form.Require(new(good, torch.ones(2)), output);
        form.Require(new(strange, Tensors.Vector(1, 0)), output);
        string number = label.ToString(CultureInfo.InvariantCulture);
        Assert.Equal($"Kind: label {number} in row 1 is {reason}.", Refused(form, new(strange, torch.ones(2))));
        Assert.Equal([0, 0], TensorValues.Read<double>(form.Readable(new(strange, Tensors.Vector(1, 0)), torch.float32)));
    }

    [Theory]
    [InlineData("classes", 2)]
    [InlineData("binary", 1)]
    [InlineData("counts", 1e9)]
    [InlineData("numbers", -3e38)]
    public void Labels_reach_up_to_their_bounds(string kind, double label) =>
        Form(kind).Require(new(Values(kind, 0, label), torch.ones(2)), torch.zeros(2));

    /// <summary>It would be infinite where it is computed with, long after it was given.</summary>
    [Theory]
    [InlineData("numbers", 1e300, torch.ScalarType.Float32, "no finite number")]
    [InlineData("numbers", -3.5e38, torch.ScalarType.Float32, "no finite number")]
    [InlineData("numbers", 3.4e38, torch.ScalarType.BFloat16, "no finite number")]
    [InlineData("numbers", 65505, torch.ScalarType.Float16, "no finite number")]
    [InlineData("counts", 1e39, torch.ScalarType.Float32, "no count, which is a whole number from 0 on")]
    public void A_number_must_be_finite_as_it_is_computed_with(string kind, double label, torch.ScalarType type, string reason)
    {
        var labels = new TaskLabels(torch.tensor([0, label]), torch.ones(2));
        string number = label.ToString(CultureInfo.InvariantCulture);
        string expected = $"Kind: label {number} in row 1 is {reason}, or too large for {type}, which the task computes with.";
        var form = Form(kind);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => form.Require(labels, torch.zeros(2, type))).Message);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => form.Require(labels, type)).Message);
        form.Require(labels with { Present = Tensors.Vector(1, 0) }, type);
        form.Require(labels, torch.zeros(2, torch.float64));
        LabelForm.OfNumbers("Kind", [], areStandardized: true).Require(labels, torch.zeros(2, type));
    }

    [Fact]
    public void Heads_say_what_they_compute_with()
    {
        var labels = new TaskLabels(torch.tensor([1e300, 0]), torch.ones(2));
        using var plain = new RegressionHead("Y", inputs: 1);
        using var counts = new CountHead("Y", inputs: 1);
        using var standardized = new RegressionHead("Y", inputs: 1, standardize: true);
        Assert.Throws<ArgumentException>(() => plain.RequireLabels(labels));
        Assert.Throws<ArgumentException>(() => counts.RequireLabels(labels));
        Assert.Throws<ArgumentException>(() => plain.Loss(torch.zeros(2), labels));
        standardized.RequireLabels(labels);
        plain.to(torch.float64);
        plain.RequireLabels(labels);
        plain.Dispose();
        var refusal = Assert.Throws<ObjectDisposedException>(() => plain.RequireLabels(labels));
        Assert.StartsWith("Y: 'Output.weight' was freed", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(double.NaN)]
    public void A_label_is_there_or_it_is_not(double presence)
    {
        var labels = new TaskLabels(torch.zeros(2), Tensors.Vector(1, (float)presence));
        string number = presence.ToString(CultureInfo.InvariantCulture);
        string expected = $"Kind: presence of a label {number} in row 1 is neither 0 nor 1.";
        Assert.Equal(expected, Refused(Form("numbers"), labels));
        Assert.Equal(expected, Refused(LabelForm.OfAnything("Kind", []), labels));
    }

    [Fact]
    public void Labels_of_any_type_and_layout_are_looked_at()
    {
        var bits = Tensors.Matrix(2, 1, 0, 0, 3);
        foreach (var type in (torch.ScalarType[])[torch.int32, torch.int64, torch.float16, torch.float32, torch.float64])
        {
            foreach (var values in (torch.Tensor[])[bits.to(type), bits.to(type).t()])
            {
                foreach (var presence in (torch.ScalarType[])[torch.@bool, torch.int64, torch.float32])
                {
                    string refusal = Refused(LabelForm.OfBinary("Kind", [2]), new(values, torch.ones(2, presence)));
                    Assert.Equal("Kind: label 3 in row 1, column 1 is neither 0 nor 1.", refusal);
                }
            }
        }
    }

    [Fact]
    public void A_missing_number_of_several_is_missing_alone()
    {
        var form = LabelForm.OfNumbers("Kind", [2]);
        var values = Tensors.Matrix(2, 1, float.NaN, 3, float.PositiveInfinity);
        form.Require(new(values, Tensors.Matrix(2, 1, 0, 1, 0)), torch.zeros(2, 2));
        Assert.Equal(
            "Kind: label Infinity in row 1, column 1 is no finite number.", Refused(form, new(values, Tensors.Matrix(2, 1, 0, 1, 1))));
    }

    [Fact]
    public void A_label_of_a_sequence_is_found_by_row_and_step()
    {
        var labels = new TaskLabels(Tensors.Matrix(3, 0, 1, 0, 1, 0, 7), torch.ones(2, 3)).Positions();
        var error = Assert.Throws<ArgumentException>(() => LabelForm.OfBinary("Kind", []).Require(labels, torch.zeros(6)));
        Assert.Equal("Kind: label 7 in row 1, step 2 is neither 0 nor 1.", error.Message);
    }

    [Fact]
    public void Sparse_labels_and_outputs_of_whole_numbers_are_refused_in_a_sentence()
    {
        var labels = new TaskLabels(torch.tensor(new long[] { 2, 0 }), torch.ones(2));
        var sparse = labels with { Present = labels.Present.to_sparse() };
        Assert.Equal(
            "Kind: 'presence of labels' is sparse, but must be dense; call to_dense(). (Parameter 'inputs')",
            Assert.Throws<ArgumentException>(() => _head.Loss(_logits, sparse)).Message);
        var whole = _logits.to(torch.int64);
        Assert.StartsWith(
            "Kind: 'output' must hold floating-point numbers, but the tensor given is Int64.",
            Assert.Throws<ArgumentException>(() => _head.Loss(whole, labels)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _head.Predict(whole));
    }

    private static LabelForm Form(string kind) => kind switch
    {
        "classes" => LabelForm.OfClasses("Kind", 3),
        "binary" => LabelForm.OfBinary("Kind", []),
        "counts" => LabelForm.OfCounts("Kind"),
        _ => LabelForm.OfNumbers("Kind", []),
    };

    private static torch.Tensor Values(string kind, double first, double second) =>
        torch.tensor(new[] { first, second }).to(kind == "classes" ? torch.int64 : torch.float32);

    /// <summary>What is refused is not read without a message either.</summary>
    private static string Refused(LabelForm form, TaskLabels labels)
    {
        Assert.False(IsRead(form, labels));
        return Assert.Throws<ArgumentException>(() => form.Require(labels, torch.zeros(2))).Message;
    }

    private static bool IsRead(LabelForm form, TaskLabels labels) => form.TryRead(labels, rows: 2, labels.Values.dtype, out _);

    [Theory]
    [InlineData("classes", 2)]
    [InlineData("binary", 1)]
    [InlineData("counts", 1e9)]
    [InlineData("numbers", -3e38)]
    public void Labels_of_the_right_form_are_read_without_conversion(string kind, double label)
    {
        var form = Form(kind);
        var (values, present) = (Values(kind, 0, label), torch.ones(2));
        Assert.True(IsRead(form, new(values, present)));
        Assert.True(IsRead(form, new(Values(kind, 0, -5e30), Tensors.Vector(1, 0)))); // Missing.
        Assert.False(IsRead(form, new(values.unsqueeze(1), present)));
        Assert.False(IsRead(form, new(values, present.unsqueeze(1))));
        Assert.False(IsRead(form, new(values.repeat(2), present)));
        Assert.False(IsRead(form, new(values, present.repeat(2))));
        Assert.False(IsRead(form, new(values.repeat_interleave(2)[torch.TensorIndex.Slice(step: 2)], present)));
        Assert.False(IsRead(form, new(values, present.to_sparse())));
        Assert.False(IsRead(form, new(values.to_sparse(), present)));
        Assert.False(IsRead(form, new(values, present.to(torch.float64))));
        present.Dispose();
        Assert.False(IsRead(form, new(values, present)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-1)]
    [InlineData(0.5f)]
    public void One_number_outside_of_a_range_is_found_wherever_it_is(float outside)
    {
        for (int count = 1; count < 70; count++)
        {
            float[] numbers = [.. Enumerable.Repeat(1f, count)];
            Assert.True(LabelRange.Counts.ContainsAll<float>(numbers));
            for (int i = 0; i < count; i++)
            {
                numbers[i] = outside;
                Assert.False(LabelRange.Counts.ContainsAll<float>(numbers));
                Assert.Equal(i, LabelRange.Counts.FirstOutside<float>(numbers, []));
                numbers[i] = 1;
            }
        }
    }

    [Fact]
    public void Labels_of_a_head_of_one_s_own_keep_their_type_unless_they_are_float32()
    {
        var form = LabelForm.OfAnything("Own", []);
        Assert.Equal(torch.int64, Type(form, torch.int64));
        Assert.Equal(torch.float64, Type(form, torch.float32));
        Assert.Equal(torch.float64, Type(LabelForm.OfNumbers("Price", []), torch.int64));

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
    public void Predictions_by_row_need_predictions_and_lengths()
    {
        Assert.Equal("answers", Assert.Throws<ArgumentNullException>(() => PerPosition.ByRow<int>(null!, torch.ones(1))).ParamName);
        Assert.Equal("lengths", Assert.Throws<ArgumentNullException>(() => PerPosition.ByRow([1, 2], null!)).ParamName);
    }
}
