using System.ComponentModel;
using System.Numerics;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>An activation function, element by element.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ActivationOp : FusedOp
{
    private readonly Activation _function;
    private readonly StepValue _input;

    /// <summary>Applies an activation function to a value.</summary>
    /// <param name="input">The input. Most functions are computed in place: their derivative can be computed from the result.</param>
    /// <param name="function">The function.</param>
    public ActivationOp(StepValue input, Activation function)
    {
        _input = input;
        _function = function;
        Output = function is Activation.Gelu or Activation.Silu or Activation.Mish ? input.Next() : input;
    }

    /// <inheritdoc/>
    public override StepValue Output { get; }

    /// <inheritdoc/>
    public override void Forward()
    {
        switch (_function)
        {
            case Activation.Relu:
                Output.Values.relu_();
                break;
            case Activation.Tanh:
                Output.Values.tanh_();
                break;
            case Activation.Sigmoid:
                Output.Values.sigmoid_();
                break;
            default:
                using (var result = Compute(_input.Values))
                    Output.Values.copy_(result);
                break;
        }
    }

    /// <summary><c>dx = dy·f′</c>.</summary>
    public override void Backward()
    {
        if (!Output.CompleteGradient())
            return;
        switch (_function)
        {
            case Activation.Relu:
                Multiply<ReluDerivative>();
                break;
            case Activation.LeakyRelu:
                Multiply<LeakyReluDerivative>();
                break;
            case Activation.Elu:
                Multiply<EluDerivative>();
                break;
            case Activation.Selu:
                Multiply<SeluDerivative>();
                break;
            case Activation.Tanh:
                Multiply<TanhDerivative>();
                break;
            case Activation.Sigmoid:
                Multiply<SigmoidDerivative>();
                break;
            default:
                using (var scope = torch.NewDisposeScope())
                    Output.Gradient!.Multiply(DerivativeAt(_input.Values));
                break;
        }
    }

    private torch.Tensor Compute(torch.Tensor x) => _function switch
    {
        Activation.LeakyRelu => torch.nn.functional.leaky_relu(x),
        Activation.Elu => torch.nn.functional.elu(x, 1.0),
        Activation.Selu => torch.nn.functional.selu(x),
        Activation.Gelu => torch.nn.functional.gelu(x),
        Activation.Silu => torch.nn.functional.silu(x),
        Activation.Mish => torch.nn.functional.mish(x),
        _ => throw new InvalidOperationException($"{_function} is not an activation function."),
    };

    /// <summary>The derivatives that are computed from x, not from the result.</summary>
    private torch.Tensor DerivativeAt(torch.Tensor x)
    {
        switch (_function)
        {
            case Activation.Gelu: // Φ(x) + x·φ(x)
                var density = (x.square() * -0.5).exp() * (1 / Math.Sqrt(2 * Math.PI));
                return ((x * Math.Sqrt(0.5)).erf() * 0.5) + 0.5 + (x * density);
            case Activation.Silu: // σ·(1 + x·(1 − σ))
                var sigmoid = x.sigmoid();
                return sigmoid * (1 + (x * (1 - sigmoid)));
            default: // Mish, with t = tanh(softplus(x)): t + x·σ·(1 − t²)
                var t = torch.nn.functional.softplus(x).tanh();
                return t + (x * x.sigmoid() * (1 - t.square()));
        }
    }

    private void Multiply<TDerivative>()
        where TDerivative : IDerivative
    {
        var values = Output.Buffer.Rows;
        for (int slice = 0; slice < Output.Gradient!.TaskSlices; slice++)
            Multiply<TDerivative>(Output.Gradient.Buffer.TaskSlice(slice).Rows, values);
    }

    private static void Multiply<TDerivative>(StepRows gradients, StepRows values)
        where TDerivative : IDerivative
    {
        if (!gradients.All.IsEmpty && !values.All.IsEmpty)
        {
            Multiply<TDerivative>(gradients.All, values.All);
            return;
        }

        for (int row = 0; row < gradients.Count; row++)
            Multiply<TDerivative>(gradients[row], values[row]);
    }

    private static void Multiply<TDerivative>(Span<float> gradients, ReadOnlySpan<float> values)
        where TDerivative : IDerivative
    {
        int width = Vector<float>.Count;
        int i = 0;
        for (; i <= values.Length - width; i += width)
            (new Vector<float>(gradients[i..]) * TDerivative.At(new Vector<float>(values[i..]))).CopyTo(gradients[i..]);
        if (i == values.Length)
            return;
        Span<float> rest = stackalloc float[width];
        rest.Clear();
        values[i..].CopyTo(rest);
        var derivative = TDerivative.At(new Vector<float>(rest));
        for (int k = 0; i + k < values.Length; k++)
            gradients[i + k] *= derivative[k];
    }
}
