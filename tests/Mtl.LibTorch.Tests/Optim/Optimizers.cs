using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mtl.LibTorch.Tests.Optim;

/// <summary>Every kind of optimizer, with options that make it use each part of its state.</summary>
internal static class Optimizers
{
    public static IEnumerable<OptimizerHelper> Of(Parameter[] parameters)
    {
        yield return optim.Adam(parameters, 0.01, weight_decay: 0.1);
        yield return optim.Adam(parameters, 0.01, amsgrad: true);
        yield return optim.AdamW(parameters, 0.01, weight_decay: 0.1);
        yield return optim.AdamW(parameters, 0.01, amsgrad: true);
        yield return optim.SGD(parameters, 0.01, 0.9, weight_decay: 0.1);
        yield return optim.RMSProp(parameters, 0.01, momentum: 0.9, centered: true, weight_decay: 0.1);
        yield return optim.Adagrad(parameters, 0.01, 0.1, 0.1);
    }
}
