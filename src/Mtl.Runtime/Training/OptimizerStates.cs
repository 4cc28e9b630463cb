using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>What the optimizers of TorchSharp that move every number by itself keep for a parameter: moments, and how often it was stepped.</summary>
internal static class OptimizerStates
{
    /// <summary>The state of every parameter.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="groups">Its groups.</param>
    public static Dictionary<Parameter, OptimizerState> Of(OptimizerHelper optimizer, IEnumerable<ParamGroup> groups)
    {
        var states = new Dictionary<Parameter, OptimizerState>(ReferenceEqualityComparer.Instance);
        foreach (var (parameter, state) in groups.SelectMany(static group => group.Parameters).Zip(optimizer.state_dict().State))
            states[parameter] = state;
        return states;
    }

    /// <summary>Takes over a part of the state of a longer parameter.</summary>
    /// <param name="part">The state of the part, which is new.</param>
    /// <param name="whole">That of the longer one.</param>
    /// <param name="start">The part's first number there.</param>
    /// <param name="count">How many it has.</param>
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
