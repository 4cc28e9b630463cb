using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests;

public sealed class ExpertMixtureTests
{
    [Fact]
    public void A_mixture_is_the_sum_of_the_shares()
    {
        using var scope = torch.NewDisposeScope();
        var gate = torch.tensor(new float[] { 0.25f, 0.75f, 1, 0 }, [2, 2]);
        torch.Tensor[] experts = [torch.tensor(new float[] { 4, 8, 1, 2 }, [2, 2]), torch.tensor(new float[] { 0, 4, 9, 9 }, [2, 2])];
        Assert.Equal([1, 5, 1, 2], ExpertMixture.Mix(gate, experts).Read());
    }

    [Fact]
    public void A_share_holds_for_a_row_of_any_shape()
    {
        using var scope = torch.NewDisposeScope();
        var gate = torch.tensor(new float[] { 0, 1, 0.5f, 0.5f }, [2, 2]);
        var mixed = ExpertMixture.Mix(gate, [torch.ones(2, 3, 4, 5), torch.full([2, 3, 4, 5], 3f)]);
        Assert.Equal([2, 3, 4, 5], mixed.shape);
        Assert.Equal([.. Enumerable.Repeat(3f, 60), .. Enumerable.Repeat(2f, 60)], mixed.Read());
    }

    [Fact]
    public void A_gate_with_another_number_of_shares_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var refusal = Assert.Throws<ArgumentException>(() => ExpertMixture.Mix(torch.ones(2, 3), [torch.ones(2, 4), torch.ones(2, 4)]));
        Assert.Contains("must have the shape [batch, 2], but the tensor given has [2, 3]", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_expert_gets_a_module_of_its_own()
    {
        using var copies = ExpertMixture.Copies(3, () => torch.nn.Linear(2, 2));
        Assert.Equal(3, copies.Distinct().Count());
        Assert.Equal(
            ["0.weight", "0.bias", "1.weight", "1.bias", "2.weight", "2.bias"],
            new Holder(copies).named_parameters().Select(parameter => parameter.name["list.".Length..]));

        using var same = torch.nn.Linear(2, 2);
        Assert.Throws<InvalidOperationException>(() => ExpertMixture.Copies(2, () => same));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExpertMixture.Copies(0, () => same));
    }

    private sealed class Holder : torch.nn.Module
    {
        public Holder(ModuleList<Linear> list)
            : base("Holder") => register_module("list", list);
    }
}
