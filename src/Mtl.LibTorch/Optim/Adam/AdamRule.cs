using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The step that Adam and AdamW have in common.</summary>
internal readonly record struct AdamRule(double Rate, double Beta1, double Beta2, double Epsilon)
{
    /// <summary>
    /// Updates the running averages of the gradients and of their squares, and moves the parameters by the quotient of the first and
    /// the root of the second; with <paramref name="maxima"/>, of the largest second so far.
    /// </summary>
    public void Apply(
        Tensor[] parameters, Tensor[] gradients, Tensor[] averages, Tensor[] squares, Tensor[]? maxima, long[] steps)
    {
        var (rate, beta1, beta2) = (Rate, Beta1, Beta2);
        Foreach.Mul_(averages, beta1);
        Foreach.Add_(averages, gradients, 1 - beta1);
        Foreach.Mul_(squares, beta2);
        Foreach.Addcmul_(squares, gradients, gradients, 1 - beta2);
        if (maxima is not null)
            Foreach.Maximum_(maxima, squares);
        var denominators = Foreach.Sqrt(maxima ?? squares);

        // The averages start at zero; dividing by these sums of weights takes that out. Parameters may have missed steps.
        Foreach.Div_(denominators, Array.ConvertAll(steps, step => Math.Sqrt(1 - Math.Pow(beta2, step))));
        Foreach.Add_(denominators, Epsilon);
        Foreach.Addcdiv_(parameters, averages, denominators, Array.ConvertAll(steps, step => -(rate / (1 - Math.Pow(beta1, step)))));
    }
}
