using TorchSharp;

namespace Mtl.Tests;

public sealed class HeadTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void A_tower_is_registered_under_stable_names()
    {
        using var head = new ClassHead<Color>("Kind", inputs: 4, hidden: [8, 6], normalization: HiddenNormalization.Batch);

        Assert.Equal(
            [
                "Hidden0.bias [8]", "Hidden0.weight [8, 4]",
                "Hidden0Norm.bias [8]", "Hidden0Norm.num_batches_tracked []", "Hidden0Norm.running_mean [8]",
                "Hidden0Norm.running_var [8]", "Hidden0Norm.weight [8]",
                "Hidden1.bias [6]", "Hidden1.weight [6, 8]",
                "Hidden1Norm.bias [6]", "Hidden1Norm.num_batches_tracked []", "Hidden1Norm.running_mean [6]",
                "Hidden1Norm.running_var [6]", "Hidden1Norm.weight [6]",
                "Output.bias [3]", "Output.weight [3, 6]",
            ],
            head.state_dict().Select(tensor => $"{tensor.Key} [{string.Join(", ", tensor.Value.shape)}]").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_tower_can_be_normalized_row_by_row_or_not_at_all()
    {
        using var byRow = new BinaryHead("Likes", inputs: 1, hidden: [1], normalization: HiddenNormalization.Layer);
        Assert.Equal(
            ["Hidden0.bias", "Hidden0.weight", "Hidden0Norm.bias", "Hidden0Norm.weight", "Output.bias", "Output.weight"],
            byRow.state_dict().Keys.Order(StringComparer.Ordinal));
        using var plain = new BinaryHead("Likes", inputs: 1, hidden: [3]);
        Assert.Empty(plain.HiddenNorm);
        Assert.Equal([1, 3], plain.Output.weight!.shape);
    }

    [Fact]
    public void A_head_has_a_name_and_an_output()
    {
        Assert.Throws<ArgumentException>(() => new BinaryHead("", inputs: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RegressionHead("Price", inputs: 1, outputs: 0));
    }

    [Fact]
    public void A_head_can_be_a_part_of_any_module_and_change_its_type()
    {
        using var model = new TwoTaskModel();
        Assert.Contains("Kind.Hidden0Norm.running_mean", model.state_dict().Keys);
        Assert.Contains("Price.Output.weight", model.state_dict().Keys);

        model.to(torch.float64);
        Assert.All(model.parameters(), parameter => Assert.Equal(torch.float64, parameter.dtype));
        Assert.Equal(torch.float64, model.Kind.Hidden[0].weight!.dtype);
    }

    [Fact]
    public void Classes_are_the_distinct_values_in_unsigned_order()
    {
        using var head = new ClassHead<Color>("Kind", inputs: 1);

        Assert.Equal([Color.Red, Color.Green, Color.Infrared], head.Classes);
        Assert.Equal(3, head.Output.weight!.shape[0]);
    }

    [Fact]
    public void A_class_prediction_is_the_softmax()
    {
        using var head = new ClassHead<Color>("Kind", inputs: 1);
        var predictions = head.Predict(Tensors.Matrix(3, 0, MathF.Log(3), 0, 5, 5, 6));

        Assert.Equal([Color.Green, Color.Infrared], predictions.Select(p => p.Value));
        Assert.Equal(0.6f, predictions[0].Probability, 1e-6f);
        Assert.Equal(0.2f, predictions[0].Probabilities[0], 1e-6f);
        Assert.Equal(1f, predictions[1].Probabilities.Sum(), 1e-6f);
    }

    [Fact]
    public void A_binary_prediction_is_the_sigmoid_and_true_above_one_half()
    {
        using var head = new BinaryHead("Likes", inputs: 1);
        var predictions = head.Predict(Tensors.Vector(MathF.Log(4), -1, 0));

        Assert.Equal([true, false, false], predictions.Select(p => p.Value));
        Assert.Equal(0.8f, predictions[0].Probability, 1e-6f);
    }

    [Fact]
    public void A_regression_prediction_is_the_output()
    {
        using var head = new RegressionHead("Price", inputs: 1);

        Assert.Equal([new RegressionPrediction(1.5f), new RegressionPrediction(-2)], head.Predict(Tensors.Vector(1.5f, -2)));
    }

    [Fact]
    public void A_prediction_from_an_output_of_another_shape_is_refused_by_the_task_s_name()
    {
        var wrong = torch.zeros(2, 5);
        foreach (var head in EveryHead.New())
            Refuses((dynamic)head, wrong);
    }

    private static void Refuses<TLabel, TPrediction, TMetrics>(TaskHead<TLabel, TPrediction, TMetrics> head, torch.Tensor output)
        where TMetrics : TaskMetrics
    {
        var error = Assert.Throws<ArgumentException>(() => head.Predict(output));
        Assert.StartsWith("Task: 'output' must have the shape", error.Message, StringComparison.Ordinal);
        head.Dispose();
    }

    /// <summary>Probabilities of exactly one half, and equal ones.</summary>
    [Fact]
    public void In_doubt_the_prediction_is_no_the_lower_rank_and_the_first_class()
    {
        using var kind = new ClassHead<Color>("Kind", inputs: 1);
        using var grade = new OrdinalHead<Grade>("Grade", inputs: 1);
        using var symptoms = new MultiLabelHead<Symptoms>("Symptoms", inputs: 1);
        Assert.Equal(Color.Green, Assert.Single(kind.Predict(Tensors.Matrix(3, 0, 1, 1))).Value);
        Assert.Equal(Grade.Poor, Assert.Single(grade.Predict(torch.zeros(1, 2))).Value);
        Assert.Equal(Symptoms.None, Assert.Single(symptoms.Predict(torch.zeros(1, 3))).Value);
    }

    [Fact]
    public void A_head_of_one_s_own_is_trained_with_its_own_loss()
    {
        foreach (var head in EveryHead.NewOwn())
            IsTrainedWithItsOwnLoss((dynamic)head);
    }

    private static void IsTrainedWithItsOwnLoss<TLabel, TPrediction, TMetrics>(TaskHead<TLabel, TPrediction, TMetrics> head)
        where TMetrics : TaskMetrics
    {
        using var noGrad = torch.no_grad();
        using var memory = new StepMemory();
        int width = (int)head.Output.weight!.shape[0];
        var step = head.NewLossOp(StepValue.New(memory, width));
        memory.Begin(1);
        step.Output.Values.fill_(0.5);
        Assert.Equal(1.5 * width, step.Run(EveryHead.LabelOf(head), 1).Loss, 1e-6);
        Assert.All(step.Output.Gradients!.Read(), slope => Assert.Equal(3, slope, 1e-6f));
        head.Dispose();
    }

    [Fact]
    public void No_rows_give_no_predictions()
    {
        using var kind = new ClassHead<Color>("Kind", inputs: 1);
        using var price = new RegressionHead("Price", inputs: 1);

        Assert.Empty(kind.Predict(torch.zeros(0, 3)));
        Assert.Empty(price.Predict(torch.zeros(0)));
    }

    [Fact]
    public void A_meter_without_an_output_says_so()
    {
        var labels = Tensors.BinaryLabels(true);
        foreach (var head in EveryHead.New())
            AsksForTheOutput((dynamic)head, labels);
    }

    private static void AsksForTheOutput<TLabel, TPrediction, TMetrics>(TaskHead<TLabel, TPrediction, TMetrics> head, TaskLabels labels)
        where TMetrics : TaskMetrics
    {
        Assert.Equal("output", Assert.Throws<ArgumentNullException>(() => head.NewMeter().Add(null!, labels)).ParamName);
        head.Dispose();
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(4, 0)]
    public void A_size_below_one_is_refused(long inputs, long hidden)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new RegressionHead("Price", inputs, [hidden]));
}
