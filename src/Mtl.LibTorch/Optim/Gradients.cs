using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The gradients of parameters.</summary>
internal static class Gradients
{
    /// <summary>Those that are there, as new objects in the current scope.</summary>
    public static Tensor[] Of(IEnumerable<Parameter> parameters)
    {
        var found = new List<Tensor>();
        foreach (var parameter in parameters)
        {
            if (parameter.grad is { } gradient)
                found.Add(gradient);
        }

        return [.. found];
    }
}
