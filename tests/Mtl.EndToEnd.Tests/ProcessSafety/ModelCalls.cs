using TorchSharp;
using TorchSharp.Modules;
using static Mtl.EndToEnd.Tests.ProcessSafety.BadTensors;
using static TorchSharp.torch;
using Device = TorchSharp.torch.Device;

namespace Mtl.EndToEnd.Tests.ProcessSafety;

/// <summary>Models that were disposed of, in part or as a whole, that are frozen, or that shall go where they cannot.</summary>
internal static class ModelCalls
{
    public static IEnumerable<BadCall> All() =>
    [
        .. Disposed(),
        BadCall.Refused<ObjectDisposedException>(
            "disposed of in training", "The model was disposed of while it was trained.", () => Train(model => model.Dispose())),
        BadCall.Refused<ObjectDisposedException>(
            "a layer disposed of in training", "ThreeKinds: a parameter was freed", () => Train(model => model.Trunk.Dispose())),
        BadCall.Refused<ObjectDisposedException>(
            "a parameter freed in training", "ThreeKinds: a parameter was freed", () => Train(model => model.Trunk.weight!.Dispose())),
        BadCall.Refused<ObjectDisposedException>("a parameter freed before", "ThreeKinds: a parameter was freed", () =>
        {
            using var model = new ThreeKinds(seed: 1);
            model.Trunk.weight!.Dispose();
            model.Fit(Numbers());
        }),
        BadCall.Refused<ObjectDisposedException>(
            "a parameter freed, saved", "ThreeKinds: 'Trunk.weight' was freed",
            () => SaveOverGoodFile(model => model.Trunk.weight!.Dispose())),
        BadCall.Refused<ObjectDisposedException>(
            "a layer disposed of, saved", "ThreeKinds: 'Trunk.weight' was freed", () => SaveOverGoodFile(model => model.Trunk.Dispose())),
        BadCall.Refused<InvalidOperationException>(
            "trained in inference mode", "ThreeKinds: within torch.inference_mode() there are no gradients", () =>
            {
                using var model = new ThreeKinds(seed: 1);
                using var inference = inference_mode();
                model.Fit(Numbers());
            }),
        BadCall.Fine("made in inference mode", () =>
        {
            using var model = InInferenceMode(() => new ThreeKinds(seed: 1));
            model.Predict(rand(4, 7));
            model.Fit(Numbers());
        }),
        BadCall.Fine("made in inference mode, autograd", () => InInferenceMode(() => new EveryPenalty(seed: 1)).Fit(Sound())),
        BadCall.Fine("trained where gradients are turned off", () =>
        {
            using var noGrad = no_grad();
            using var model = new EveryPenalty(seed: 1);
            model.Fit(Sound());
        }),
        BadCall.Refused<ObjectDisposedException>("an LSTM disposed of", "", () =>
        {
            using var model = new PaddedModel(seed: 1);
            model.BothWays.Dispose();
            model.Predict(rand(4, 9, 3), Indices(0, 4, 8), Indices(5, 4, 2));
        }),
        BadCall.Refused<ArgumentException>(
            "a model elsewhere", "'Input' is on cpu, but the model is on meta",
            () => new ThreeKinds(seed: 1, device: META).call(rand(4, 7))),
        BadCall.Refused<InvalidOperationException>(
            "frozen as a whole", "ThreeKinds: there is nothing to train, because every parameter is frozen",
            () => Frozen(new ThreeKinds(seed: 1)).Fit(Numbers())),
        BadCall.Refused<InvalidOperationException>(
            "frozen as a whole, autograd", "EveryPenalty: there is nothing to train, because every parameter is frozen",
            () => Frozen(new EveryPenalty(seed: 1)).Fit(Sound())),
        BadCall.Fine(
            "gradients of frozen tasks are 0",
            () => Assert.Equal(0, Frozen(new EveryPenalty(seed: 1)).ComputeTaskGradients(Sound()).abs().sum().item<float>())),
        BadCall.Refused<ArgumentException>("a matrix too small for gradients", "one row per task, but got Float32 [2, 2]", () =>
        {
            IMultiTaskModel<EveryPenalty.Batch, EveryPenalty.Metrics> model = new EveryPenalty(seed: 1);
            model.ForwardBackward(Sound(), new BackwardPass(2, model.Storage, zeros(2, 2)));
        }),
        BadCall.Refused<ArgumentException>("products of what is no matrix", "Float32 [3]", () => TaskGradients.Gramian(rand(3))),
        BadCall.Refused<ArgumentException>(
            "a meter given too many outputs", "Color: 'output' must have the shape [batch, 3]",
            () => new ThreeKinds(seed: 1).Color.NewMeter().Add(rand(4, 9), Classes(4))),
        BadCall.Refused<ArgumentException>(
            "a meter given a class too many", "Color: label 9 in row 0",
            () => new ThreeKinds(seed: 1).Color.NewMeter().Add(rand(4, 3), Classes(4, 9))),
        BadCall.Refused<ArgumentException>(
            "a GPU that is not there", "PaddedModel: it cannot be moved to cuda:99, because",
            () => new PaddedModel(seed: 1, new Device(DeviceType.CUDA, 99)).Dispose()),
        BadCall.Refused<ArgumentException>(
            "a GPU that is not there, loading", "ThreeKinds: it cannot be moved to cuda:99, because",
            () => ThreeKinds.Load("no file", new Device(DeviceType.CUDA, 99), new())),
        BadCall.Refused<ArgumentException>(
            "a device of no kind", "PaddedModel: no kind of device has the number 99",
            () => new PaddedModel(seed: 1, new Device((DeviceType)99)).Dispose()),
    ];

    private static IEnumerable<BadCall> Disposed()
    {
        yield return Call("call", model => model.call(rand(4, 7)));
        yield return Call("Fit", model => model.Fit(Numbers()));
        yield return Call("BeginTraining", model => model.BeginTraining());
        yield return Call("Evaluate", model => model.Evaluate(Numbers()));
        yield return Call("Predict", model => model.Predict(rand(4, 7)));
        yield return Call("ComputeTaskGradients", model => model.ComputeTaskGradients(Numbers()));
        yield return Call("ComputeRepresentationGradients", model => model.ComputeRepresentationGradients(Numbers()));
        yield return Call("Save", model => model.Save(Path.GetRandomFileName()));
        yield return Standardized("Evaluate", (model, batch) => model.Evaluate(batch));
        yield return Standardized("EnsureFitted", (model, batch) => model.EnsureFitted(batch));
        yield return Standardized("Predict", (model, batch) => model.Predict(batch.Input));
        yield return BadCall.Fine("disposed of twice", () =>
        {
            var model = new ThreeKinds(seed: 1);
            model.Dispose();
            model.Dispose();
        });

        static BadCall Standardized(string name, Action<Flats, Flats.Batch> call) =>
            BadCall.Refused<ObjectDisposedException>($"{name}, standardized, disposed of", "", () =>
            {
                var model = new Flats(seed: 1);
                model.TownVocabulary.EnsureFitted(["Ulm"]);
                var batch = model.Encode([new Flat(1, 2, "Ulm", 3, null), new Flat(2, 3, "Ulm", 4, null)]);
                model.EnsureFitted(batch);
                model.Dispose();
                call(model, batch);
            });

        static BadCall Call(string name, Action<ThreeKinds> call) =>
            BadCall.Refused<ObjectDisposedException>($"{name}, disposed of", "", () =>
        {
            var model = new ThreeKinds(seed: 1);
            model.Dispose();
            call(model);
        });
    }

    private static void Train(Action<ThreeKinds> betweenSteps)
    {
        using var model = new ThreeKinds(seed: 1);
        using var step = model.BeginTraining();
        step.Run(Numbers());
        betweenSteps(model);
        step.Run(Numbers());
    }

    /// <summary>The file that was there must stay as it was.</summary>
    private static void SaveOverGoodFile(Action<ThreeKinds> spoil)
    {
        string path = Path.GetTempFileName();
        try
        {
            using var model = new ThreeKinds(seed: 1);
            model.Save(path);
            spoil(model);
            try
            {
                model.Save(path);
            }
            finally
            {
                ThreeKinds.Load(path).Dispose();
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static TModel InInferenceMode<TModel>(Func<TModel> make)
    {
        using var inference = inference_mode();
        return make();
    }

    private static TModel Frozen<TModel>(TModel model)
        where TModel : nn.Module
    {
        foreach (Parameter parameter in model.parameters())
            parameter.requires_grad = false;
        return model;
    }

    private static ThreeKinds.Batch Numbers() => new(rand(4, 7), Classes(4), Labels(4), Labels(4));

    private static EveryPenalty.Batch Sound() => new(rand(4, 6, 3), Labels(4), Labels(4));
}
