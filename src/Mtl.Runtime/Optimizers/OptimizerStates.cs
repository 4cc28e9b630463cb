using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>The states of TorchSharp's element-wise optimizers for a parameter: moments and step count.</summary>
internal static class OptimizerStates
{
    /// <summary>The state of every parameter.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="groups">The parameter groups of the optimizer.</param>
    public static Dictionary<Parameter, OptimizerState> Of(OptimizerHelper optimizer, IEnumerable<ParamGroup> groups)
    {
        var states = new Dictionary<Parameter, OptimizerState>(ReferenceEqualityComparer.Instance);
        foreach (var (parameter, state) in groups.SelectMany(static group => group.Parameters).Zip(optimizer.state_dict().State))
            states[parameter] = state;
        return states;
    }

    /// <summary>Copies a part of the state of a longer parameter.</summary>
    /// <param name="part">The state of the part, which is new.</param>
    /// <param name="whole">The state of the longer parameter.</param>
    /// <param name="start">The index of the first number of the part in the longer parameter.</param>
    /// <param name="count">The number of numbers of the part.</param>
    public static void TakeOver(OptimizerState part, OptimizerState whole, long start, long count)
    {
        using var noGrad = torch.no_grad();
        switch (part, whole)
        {
            case (Adam.State to, Adam.State from):
                to.step = from.step;
                Copy(ref to.exp_avg, from.exp_avg);
                Copy(ref to.exp_avg_sq, from.exp_avg_sq);
                Copy(ref to.max_exp_avg_sq, from.max_exp_avg_sq);
                break;
            case (AdamW.State to, AdamW.State from):
                to.step = from.step;
                Copy(ref to.exp_avg, from.exp_avg);
                Copy(ref to.exp_avg_sq, from.exp_avg_sq);
                Copy(ref to.max_exp_avg_sq, from.max_exp_avg_sq);
                break;
            case (SGD.State to, SGD.State from):
                Copy(ref to.momentum_buffer, from.momentum_buffer);
                break;
            case (RMSProp.State to, RMSProp.State from):
                to.step = from.step;
                Copy(ref to.square_avg, from.square_avg);
                Copy(ref to.momentum_buffer, from.momentum_buffer);
                Copy(ref to.grad_avg, from.grad_avg);
                break;
            case (Adagrad.State to, Adagrad.State from):
                to.step = from.step;
                Copy(ref to.sum, from.sum);
                break;
            default:
                throw new NotSupportedException($"The state of {part.GetType().DeclaringType?.Name} is not known.");
        }

        void Copy(ref torch.Tensor? to, torch.Tensor? from)
        {
            to?.Dispose();
            to = null;
            if (from is null)
                return;
            using var range = from.narrow(0, start, count);
            to = range.clone().DetachFromDisposeScope();
        }
    }
}
