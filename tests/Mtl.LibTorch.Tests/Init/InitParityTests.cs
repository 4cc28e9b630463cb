using System.Text.Json;
using Mtl.LibTorch.Tests.Fixtures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.init;

namespace Mtl.LibTorch.Tests.Init;

/// <summary>The draws of <c>initial_weights.py</c>.</summary>
public class InitParityTests
{
    private delegate Tensor Initialiser(Tensor weights, JsonElement options);

    private static readonly Dictionary<string, Initialiser> s_initialisers = new()
    {
        ["ones_"] = (weights, _) => ones_(weights),
        ["zeros_"] = (weights, _) => zeros_(weights),
        ["constant_"] = (weights, options) => constant_(weights, options.Number("val", 0)),
        ["eye_"] = (weights, _) => eye_(weights),
        ["dirac_"] = (weights, _) => dirac_(weights),
        ["uniform_"] = (weights, options) => uniform_(weights, options.Number("a", 0), options.Number("b", 1)),
        ["normal_"] = (weights, options) => normal_(weights, options.Number("mean", 0), options.Number("std", 1)),
        ["trunc_normal_"] = (weights, options) => trunc_normal_(
            weights, options.Number("mean", 0), options.Number("std", 1), options.Number("a", -2), options.Number("b", 2)),
        ["xavier_uniform_"] = (weights, options) => xavier_uniform_(weights, options.Number("gain", 1)),
        ["xavier_normal_"] = (weights, options) => xavier_normal_(weights, options.Number("gain", 1)),
        ["kaiming_uniform_"] = (weights, options) =>
            kaiming_uniform_(weights, options.Number("a", 0), Mode(options), Nonlinearity(options)),
        ["kaiming_normal_"] = (weights, options) =>
            kaiming_normal_(weights, options.Number("a", 0), Mode(options), Nonlinearity(options)),
        ["orthogonal_"] = (weights, options) => orthogonal_(weights, options.Number("gain", 1)),
        ["sparse_"] = (weights, options) => sparse_(weights, options.Number("sparsity", 0), options.Number("std", 0)),
    };

    private static readonly JsonElement[] s_cases = Fixture.Cases("initial_weights");

    public static TheoryData<int, string> Titles => Fixture.Titles("initial_weights", "name", "shape", "options");

    [Theory]
    [MemberData(nameof(Titles))]
    public void Weights_begin_with_the_numbers_of_PyTorch(int place, string title)
    {
        Assert.NotEmpty(title);
        using var scope = NewDisposeScope();
        var expected = s_cases[place];
        manual_seed(7);
        var weights = full([.. expected.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())], 9f).requires_grad_();

        var result = s_initialisers[expected.GetProperty("name").GetString()!](weights, expected.GetProperty("options"));

        Assert.Same(weights, result);
        Assert.True(weights.is_leaf);
        Fixture.MustBeClose(expected.GetProperty("weights"), weights);
        Fixture.MustBeClose(expected.GetProperty("next"), rand(1));
    }

    private static FanInOut Mode(JsonElement options) =>
        options.TryGetProperty("mode", out _) ? FanInOut.FanOut : FanInOut.FanIn;

    private static NonlinearityType Nonlinearity(JsonElement options) =>
        !options.TryGetProperty("nonlinearity", out var name) ? NonlinearityType.LeakyReLU
        : name.GetString() == "relu" ? NonlinearityType.ReLU
        : NonlinearityType.Tanh;
}
