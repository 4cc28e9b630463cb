using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mtl.LibTorch.Tests.Optim;

public class SavedStateTests
{
    public static TheoryData<int> Kinds => [.. Enumerable.Range(0, 7)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Training_goes_on_from_a_file_as_if_it_had_not_stopped(int kind)
    {
        var (first, running) = Trained(kind, 3);
        using var file = new MemoryStream();
        using (var writer = new BinaryWriter(file, System.Text.Encoding.UTF8, leaveOpen: true))
            running.save_state_dict(writer);

        var (second, resumed) = Trained(kind, 0);
        Copy(first, second);
        file.Position = 0;
        using (var reader = new BinaryReader(file))
            resumed.load_state_dict(reader);

        Steps(first, running, 3);
        Steps(second, resumed, 3);
        Assert.Equal(Numbers(first), Numbers(second));
        Assert.True(running.state_dict().State[0].ApproximatelyEquals(resumed.state_dict().State[0]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void State_of_another_optimizer_is_copied(int kind)
    {
        var (first, running) = Trained(kind, 3);
        var (second, other) = Trained(kind, 0);
        Copy(first, second);
        other.load_state_dict(running.state_dict());

        Steps(first, running, 2);
        Assert.False(running.state_dict().State[0].ApproximatelyEquals(other.state_dict().State[0]));
        Steps(second, other, 2);
        Assert.Equal(Numbers(first), Numbers(second));
    }

    [Fact]
    public void State_has_an_entry_per_group_and_per_parameter()
    {
        using var optimizer = optim.SGD(
            [
                new SGD.ParamGroup([Parameter(ones(2))], 0.5), new SGD.ParamGroup([Parameter(ones(1)), Parameter(ones(3))], 0.25),
            ], 1);
        var state = optimizer.state_dict();
        Assert.Equal([0.5, 0.25], state.Options.Select(options => options.LearningRate!.Value));
        Assert.Equal(3, state.State.Count);
        Assert.Equal([[0], [1, 2]], state.StateIndexRef);
    }

    [Fact]
    public void State_of_another_kind_or_form_is_refused()
    {
        var (_, adam) = Trained(0, 1);
        var (_, sgd) = Trained(4, 1);
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        adam.save_state_dict(writer);
        file.Position = 0;
        Assert.Throws<InvalidDataException>(() => sgd.load_state_dict(new BinaryReader(file)));

        using var larger = optim.Adam([Parameter(ones(2, 2)), Parameter(ones(1)), Parameter(ones(1))]);
        file.Position = 0;
        Assert.Throws<ArgumentException>(() => larger.load_state_dict(new BinaryReader(file)));
        Assert.Throws<ArgumentException>(() => larger.load_state_dict(adam.state_dict()));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void State_that_moves_or_starts_anew_is_the_state_that_counts(int kind)
    {
        var (first, moved) = Trained(kind, 3);
        moved.to(CPU);
        Steps(first, moved, 2);
        var (second, stayed) = Trained(kind, 5);
        Assert.Equal(Numbers(second), Numbers(first));

        var whole = stayed.state_dict();
        foreach (var state in whole.State)
            state.Initialize(whole.Options[0]);
        var (third, fresh) = Trained(kind, 0);
        Copy(second, third);
        Steps(second, stayed, 2);
        Steps(third, fresh, 2);
        Assert.Equal(Numbers(second), Numbers(third));
    }

    private static (Parameter[] Parameters, OptimizerHelper Optimizer) Trained(int kind, int steps)
    {
        Parameter[] parameters = [Parameter(ones(2, 2)), Parameter(ones(3))];
        var optimizer = Optimizers.Of(parameters).ElementAt(kind);
        Steps(parameters, optimizer, steps);
        return (parameters, optimizer);
    }

    private static void Steps(Parameter[] parameters, OptimizerHelper optimizer, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            optimizer.zero_grad();
            (parameters[0].pow(3).sum() + parameters[1].pow(4).sum()).backward();
            optimizer.step();
        }
    }

    private static void Copy(Parameter[] from, Parameter[] to)
    {
        using var frozen = no_grad();
        foreach (var (source, target) in from.Zip(to))
            target.copy_(source);
    }

    private static float[] Numbers(Parameter[] parameters) => [.. parameters.SelectMany(parameter => parameter.data<float>())];
}
