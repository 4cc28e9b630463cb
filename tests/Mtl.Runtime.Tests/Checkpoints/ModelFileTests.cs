using System.Text;
using TorchSharp;

namespace Mtl.Tests;

public sealed class ModelFileTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TemporaryFolder _folder = new();
    private readonly TwoTaskModel _model = new(seed: 1);

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
        _scope.Dispose();
    }

    private string SavedModel
    {
        get
        {
            _model.Fit(TwoTaskData.Create(50), new() { Epochs = 1 }); // so that the running statistics are not those of a new model
            ModelFile.Save(_model, TwoTaskModel.Info, _folder["model.safetensors"]);
            return _folder["model.safetensors"];
        }
    }

    [Fact]
    public void What_is_saved_is_what_is_loaded()
    {
        string path = SavedModel;
        using var other = new TwoTaskModel(seed: 2);
        ModelFile.Load(other, TwoTaskModel.Info, path);

        Assert.Equal(_model.Snapshot(), other.Snapshot());
        Assert.Equal(_model.TrunkNorm.num_batches_tracked!.item<long>(), other.TrunkNorm.num_batches_tracked!.item<long>());
        var data = TwoTaskData.Create(20);
        Assert.Equal(_model.Evaluate(data).Price, other.Evaluate(data).Price);
    }

    [Theory]
    [InlineData(torch.ScalarType.Float64)]
    [InlineData(torch.ScalarType.BFloat16)]
    public void A_model_comes_back_in_the_precision_in_which_it_was_saved(torch.ScalarType precision)
    {
        _model.to(precision);
        ModelFile.Save(_model, TwoTaskModel.Info, _folder["model.safetensors"]);
        using var other = new TwoTaskModel(seed: 2);
        ModelFile.Load(other, TwoTaskModel.Info, _folder["model.safetensors"]);

        var (saved, loaded) = (_model.state_dict(), other.state_dict());
        Assert.Equal(saved.Keys, loaded.Keys);
        Assert.All(saved, tensor => Assert.Equal(tensor.Value.dtype, loaded[tensor.Key].dtype));
        Assert.All(saved, tensor => Assert.True(tensor.Value.Equals(loaded[tensor.Key]), tensor.Key));
    }

    [Theory]
    [InlineData(torch.ScalarType.Float32)]
    [InlineData(torch.ScalarType.Float16)]
    [InlineData(torch.ScalarType.Float64)]
    public void Mean_and_deviation_are_saved_in_full_whatever_the_precision_of_the_model(torch.ScalarType precision)
    {
        using var saved = Standardizing();
        ((RegressionHead)saved.children().Single()).EnsureFitted(new(torch.tensor([1.7e12 + 1, 1.7e12 + 3]), torch.ones(2)));
        saved.to(precision);
        ModelFile.Save(saved, TwoTaskModel.Info, _folder["model.safetensors"]);
        using var loaded = Standardizing();
        ModelFile.Load(loaded, TwoTaskModel.Info, _folder["model.safetensors"]);
        var head = (RegressionHead)loaded.children().Single();
        Assert.Equal(precision, head.ElementType);
        Assert.Equal(1.7e12 + 2, head.Standardization!.Mean.item<double>());
        Assert.Equal(2, head.Standardization.Counts.item<long>());
    }

    /// <summary>Files from before mean and deviation were <c>float64</c>, and every number was counted by itself.</summary>
    [Theory]
    [InlineData(torch.ScalarType.Float32)]
    [InlineData(torch.ScalarType.Float64)]
    public void A_file_of_an_older_version_is_loaded(torch.ScalarType precision)
    {
        using var old = Standardizing();
        var state = old.state_dict().Where(tensor => !tensor.Key.EndsWith("counts", StringComparison.Ordinal)).ToDictionary(
            tensor => tensor.Key,
            tensor => tensor.Value.is_floating_point() ? tensor.Value.to(precision) : tensor.Value);
        state["0.Standardization.mean"].fill_(5);
        state["0.Standardization.deviation"].fill_(0.5);
        state["0.Standardization.rows"].fill_(7);
        using (var file = File.Create(_folder["old.safetensors"]))
            Safetensors.Write(file, state, Metadata("mtlgen.schema", "1"));
        using var model = Standardizing();
        ModelFile.Load(model, TwoTaskModel.Info, _folder["old.safetensors"]);
        var head = (RegressionHead)model.children().Single();
        Assert.Equal(precision, head.ElementType);
        var standardization = head.Standardization!;
        Assert.Equal(
            (5.0, 0.5, 7L),
            (standardization.Mean.item<double>(), standardization.Deviation.item<double>(), standardization.Counts.item<long>()));
        standardization.EnsureFitted(torch.tensor(new[] { 1f, 2 }));
        Assert.Equal(5, standardization.Mean.item<double>());
    }

    private static Parts Standardizing() => new(new RegressionHead("Price", inputs: 2, standardize: true));

    [Fact]
    public void Vocabularies_are_saved_with_the_model()
    {
        ModelFile.Save(
            _model, TwoTaskModel.Info, _folder["model.safetensors"], Vocabulary("Town", 5, "Köln", "Ulm"), new Vocabulary("Street", 5));
        var town = new Vocabulary("Town", 2);
        var street = Vocabulary("Street", 5, "old");
        ModelFile.Load(_model, TwoTaskModel.Info, _folder["model.safetensors"], town, street);
        Assert.Equal(["Köln", "Ulm"], town.Values);
        Assert.Equal(1, town.IndexOf("Ulm"));
        Assert.False(street.IsFitted);
    }

    [Fact]
    public void A_vocabulary_that_is_too_large_for_the_model_is_refused()
    {
        ModelFile.Save(_model, TwoTaskModel.Info, _folder["model.safetensors"], Vocabulary("Town", 5, "Köln", "Ulm"));
        var refusal = Assert.Throws<ModelFileException>(
            () => ModelFile.Load(_model, TwoTaskModel.Info, _folder["model.safetensors"], new Vocabulary("Town", 1)));
        Assert.Contains("the vocabulary of 'Town' has 2 values; at most 1", refusal.Message, StringComparison.Ordinal);
    }

    private static Vocabulary Vocabulary(string feature, int capacity, params string[] values)
    {
        var vocabulary = new Vocabulary(feature, capacity);
        vocabulary.EnsureFitted(values);
        return vocabulary;
    }

    [Fact]
    public void Saving_leaves_one_file_and_both_leave_no_tensors()
    {
        GC.Collect(); // What earlier tests left to the finalizer must not be freed in between.
        GC.WaitForPendingFinalizers();
        long before = torch.Tensor.TotalCount;
        ModelFile.Save(_model, TwoTaskModel.Info, _folder["model.safetensors"]);
        ModelFile.Load(_model, TwoTaskModel.Info, _folder["model.safetensors"]);

        Assert.Equal(["model.safetensors"], _folder.Files);
        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    [Fact]
    public void The_file_is_what_other_readers_expect()
    {
        using var file = File.OpenRead(SavedModel);
        var header = SafetensorsHeader.Read(file);

        Assert.Equal(0, header.DataStart % 8);
        Assert.Equal("pt", header.Metadata["format"]);
        Assert.Matches("^2;sha256=[0-9a-f]{64}$", header.Metadata["mtlgen.schema"]);
        Assert.Equal("Mtl.Tests.TwoTaskModel", header.Metadata["mtlgen.model"]);
        Assert.Equal(
            """[{"name":"Kind","kind":"Class","classes":["Red","Green","Infrared"]},{"name":"Price","kind":"Regression","classes":[]}]""",
            header.Metadata["mtlgen.tasks"]);
        Assert.Equal("F32 [8, 3]", header.Tensors.Single(tensor => tensor.Name == "Trunk.weight").Layout);
        Assert.All(header.Tensors, tensor => Assert.Equal(0, tensor.Begin % (tensor.Type == "I64" ? 8 : 4)));

        var weight = header.Tensors.Single(tensor => tensor.Name == "Trunk.weight");
        byte[] bytes = new byte[weight.End - weight.Begin];
        file.Position = header.DataStart + weight.Begin;
        file.ReadExactly(bytes);
        Assert.Equal(_model.Trunk.weight!.Read().SelectMany(BitConverter.GetBytes), bytes);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var e = Assert.Throws<FileNotFoundException>(() => ModelFile.Load(_model, TwoTaskModel.Info, _folder["none"]));
        Assert.Contains(_folder["none"], e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_model_s_file_is_refused()
        => AssertRefused(
            TwoTaskModel.Info with { Name = "Other.Model" },
            "it belongs to the model 'Mtl.Tests.TwoTaskModel', but 'Other.Model' is to be loaded");

    [Fact]
    public void Other_tasks_are_refused()
    {
        var (kind, price) = (TwoTaskModel.Info.Tasks[0], TwoTaskModel.Info.Tasks[1]);
        AssertRefused(
            TwoTaskModel.Info with { Tasks = [kind with { Classes = ["Red", "Infrared", "Green"] }, price] },
            "task 1 is 'Kind' (Class of Red, Green, Infrared) in the file, but 'Kind' (Class of Red, Infrared, Green) in the model");
        AssertRefused(TwoTaskModel.Info with { Tasks = [kind] }, "task 2 is 'Price' (Regression) in the file, but absent in the model");
        AssertRefused(
            TwoTaskModel.Info with { Tasks = [kind, price with { Kind = TaskKind.Binary }] },
            "but 'Price' (Binary) in the model");
        AssertRefused(
            TwoTaskModel.Info with { Tasks = [kind, price, price with { Name = "More" }] },
            "task 3 is absent in the file, but 'More' (Regression) in the model");
    }

    [Fact]
    public void Other_quantiles_are_refused_unless_the_file_is_of_an_older_version()
    {
        var price = TwoTaskModel.Info.Tasks[1] with { Kind = TaskKind.Quantile };
        var (saved, loaded) = (Predicting(0.1, 0.5, 0.9), Predicting(0.05, 0.5, 0.95));
        ModelFile.Save(_model, saved, _folder["quantiles"]);
        ModelFile.Load(_model, saved, _folder["quantiles"]);
        var refusal = Assert.Throws<ModelFileException>(() => ModelFile.Load(_model, loaded, _folder["quantiles"]));
        Assert.Contains(
            "task 2 is 'Price' (Quantile 0.1, 0.5, 0.9) in the file, but 'Price' (Quantile 0.05, 0.5, 0.95) in the model",
            refusal.Message, StringComparison.Ordinal);

        ModelFile.Save(_model, Predicting(), _folder["older"]);
        ModelFile.Load(_model, loaded, _folder["older"]);

        ModelInfo Predicting(params double[] quantiles) =>
            TwoTaskModel.Info with { Tasks = [TwoTaskModel.Info.Tasks[0], price with { Quantiles = quantiles }] };
    }

    [Fact]
    public void Other_tensors_are_all_listed()
    {
        var state = _model.state_dict();
        state.Remove("Trunk.bias");
        state["Trunk.weight"] = torch.zeros(8, 4);
        state["Price.Output.bias"] = torch.zeros([1], torch.float64);
        state["Extra"] = torch.zeros(2);
        Write(state, ModelIdentity.ToMetadata(TwoTaskModel.Info));

        string message = AssertRefused(TwoTaskModel.Info, "its tensors are not those of the model");
        Assert.Contains("missing: Trunk.bias, F32 [8]", message, StringComparison.Ordinal);
        Assert.Contains("unexpected: Extra, F32 [2]", message, StringComparison.Ordinal);
        Assert.Contains(
            "different: Trunk.weight is F32 [8, 4] in the file, but F32 [8, 3] in the model", message, StringComparison.Ordinal);
        Assert.Contains("different: Price.Output.bias is F64 [1] in the file", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_some_other_program_wrote_is_refused()
    {
        Write(_model.state_dict(), new Dictionary<string, string> { ["format"] = "pt" }, isSealed: false);
        AssertRefused(TwoTaskModel.Info, "it holds tensors, but no MtlGen model");
    }

    [Fact]
    public void A_file_of_a_later_schema_is_refused()
    {
        Write(_model.state_dict(), Metadata("mtlgen.schema", "3;sha256=?"), isSealed: false);
        AssertRefused(TwoTaskModel.Info, "it has version 3 of MtlGen's model files, but this library reads the versions 1 and 2");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[{\"name\": \"Kind\"}]")]
    [InlineData("[null, null]")]
    [InlineData("null")]
    public void Tasks_that_cannot_be_read_are_refused(string tasks)
    {
        Write(_model.state_dict(), Metadata("mtlgen.tasks", tasks));
        AssertRefused(TwoTaskModel.Info, "task");
    }

    [Fact]
    public void Hyper_parameters_are_read_before_the_model_is_created()
    {
        var info = TwoTaskModel.Info with { Hyperparameters = [new("Rate", 0.1 + 0.2, 0.2), new("Gone", double.Epsilon, 1)] };
        ModelFile.Save(_model, info, _folder["model.safetensors"]);

        var values = ModelFile.ReadHyperparameters(
            TwoTaskModel.Info, _folder["model.safetensors"], saved => new[] { saved.Read("Rate", 0.2), saved.Read("New", 7) });
        Assert.Equal([0.1 + 0.2, 7], values);
        ModelFile.Load(_model, TwoTaskModel.Info, _folder["model.safetensors"]); // Without one that it had.
    }

    [Fact]
    public void A_file_without_hyper_parameters_has_the_declared_ones()
    {
        var metadata = Metadata("format", "pt");
        Assert.True(metadata.Remove("mtlgen.hyperparameters"));
        Write(_model.state_dict(), metadata);
        Assert.Equal(0.2, ModelFile.ReadHyperparameters(
            TwoTaskModel.Info, _folder["model.safetensors"], saved => saved.Read("Rate", 0.2)));
    }

    [Theory]
    [InlineData("{\"Rate\": 1}", "one of its hyper-parameters is not valid. The hyper-parameter Rate must be in [0, 1), but is 1.")]
    [InlineData("{\"Rate\": \"high\"}", "the text of mtlgen.hyperparameters cannot be read")]
    [InlineData("[1]", "the text of mtlgen.hyperparameters cannot be read")]
    [InlineData("", "the text of mtlgen.hyperparameters cannot be read")]
    public void Hyper_parameters_that_are_not_valid_are_refused(string json, string problem)
    {
        Write(_model.state_dict(), Metadata("mtlgen.hyperparameters", json));
        var refusal = Assert.Throws<ModelFileException>(() => ModelFile.ReadHyperparameters(
            TwoTaskModel.Info, _folder["model.safetensors"], saved => HyperparameterRange.Probability(saved.Read("Rate", 0.2), "Rate")));
        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hyper_parameters_of_another_model_are_refused()
    {
        var other = TwoTaskModel.Info with { Name = "Other" };
        var refusal = Assert.Throws<ModelFileException>(() => ModelFile.ReadHyperparameters(other, SavedModel, saved => saved));
        Assert.Contains("it belongs to the model 'Mtl.Tests.TwoTaskModel'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_was_disposed_of_is_not_saved_over_a_good_file()
    {
        byte[] before = File.ReadAllBytes(SavedModel);
        var disposed = new TwoTaskModel();
        disposed.Dispose();

        Assert.Throws<ObjectDisposedException>(() => ModelFile.Save(disposed, TwoTaskModel.Info, _folder["model.safetensors"]));
        Assert.Equal(before, File.ReadAllBytes(_folder["model.safetensors"]));
    }

    [Fact]
    public void A_truncated_file_is_refused_at_every_length()
    {
        byte[] file = File.ReadAllBytes(SavedModel);
        var before = _model.Snapshot();
        for (int length = 0; length < file.Length; length += length < 64 ? 1 : 37)
        {
            File.WriteAllBytes(_folder["short"], file[..length]);
            Assert.Throws<ModelFileException>(() => ModelFile.Load(_model, TwoTaskModel.Info, _folder["short"]));
        }

        Assert.Equal(before, _model.Snapshot());
    }

    /// <summary>No flipped bit of a file with a checksum loads: not in the weights, in the names, nor in the checksum itself.</summary>
    [Fact]
    public void A_flipped_file_is_refused_wherever_it_is_flipped()
    {
        var vocabulary = Vocabulary("Town", 5, "Köln", "Ulm");
        ModelFile.Save(_model, TwoTaskModel.Info, _folder["flipped"], vocabulary);
        byte[] file = File.ReadAllBytes(_folder["flipped"]);
        var before = _model.Snapshot();
        int silent = 0;
        for (int place = 0; place < file.Length; place += 3) // 3 and 8 have no common factor: every bit comes up.
        {
            byte flip = (byte)(1 << (place % 8));
            file[place] ^= flip;
            File.WriteAllBytes(_folder["flipped"], file);
            file[place] ^= flip;
            try
            {
                ModelFile.Load(_model, TwoTaskModel.Info, _folder["flipped"], new Vocabulary("Town", 5));
                silent++;
            }
            catch (ModelFileException)
            {
            }
        }

        Assert.Equal(0, silent);
        Assert.Equal(before, _model.Snapshot());
    }

    [Fact]
    public void A_file_without_a_checksum_is_loaded_and_the_report_says_so()
    {
        Assert.True(ModelFile.Load(_model, TwoTaskModel.Info, SavedModel).HasChecksum);
        Write(_model.state_dict(), Metadata("mtlgen.schema", "2"), isSealed: false);
        var report = ModelFile.Load(_model, TwoTaskModel.Info, _folder["model.safetensors"]);
        Assert.Equal(new(_folder["model.safetensors"], HasChecksum: false, torch.ScalarType.Float32), report);
    }

    [Fact]
    public void A_file_of_the_first_version_is_loaded_with_its_vocabularies()
    {
        var metadata = Metadata("mtlgen.schema", "1");
        metadata["mtlgen.vocabulary.Town"] = """["K\u00F6ln","Ulm"]""";
        Write(_model.state_dict(), metadata, isSealed: false);
        var town = new Vocabulary("Town", 2);
        Assert.False(ModelFile.Load(_model, TwoTaskModel.Info, _folder["model.safetensors"], town).HasChecksum);
        Assert.Equal(["Köln", "Ulm"], town.Values);
    }

    /// <summary>Otherwise the next training would learn another vocabulary under the weights of the one that was lost.</summary>
    [Fact]
    public void A_vocabulary_that_is_missing_from_a_file_of_the_first_version_is_refused()
    {
        var metadata = Metadata("mtlgen.schema", "1");
        metadata["mtlgen.vocabulary.Tovn"] = """["Köln","Ulm"]""";
        Write(_model.state_dict(), metadata, isSealed: false);
        var town = Vocabulary("Town", 2, "old");
        var refusal = Assert.Throws<ModelFileException>(
            () => ModelFile.Load(_model, TwoTaskModel.Info, _folder["model.safetensors"], town));
        Assert.Contains("mtlgen.vocabulary.Town was expected in its metadata", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["old"], town.Values);
    }

    [Fact]
    public void A_vocabulary_that_is_missing_from_the_file_is_refused()
    {
        var refusal = Assert.Throws<ModelFileException>(
            () => ModelFile.Load(_model, TwoTaskModel.Info, SavedModel, new Vocabulary("Town", 5)));
        Assert.Contains("the vocabulary of 'Town', which the weights depend on, is missing", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>The header can have 100 MB; a vocabulary is not in it.</summary>
    [Fact]
    public void A_vocabulary_can_be_large()
    {
        var values = Enumerable.Range(0, 20).Select(i => $"{(char)('а' + i)}{new string('ж', 1 << 20)}").ToArray();
        ModelFile.Save(_model, TwoTaskModel.Info, _folder["large"], Vocabulary("Town", 20, values));
        var town = new Vocabulary("Town", 20);
        ModelFile.Load(_model, TwoTaskModel.Info, _folder["large"], town);
        Assert.Equal(values, town.Values);
        Assert.InRange(new FileInfo(_folder["large"]).Length, 40 << 20, 41 << 20); // Two bytes for a letter.
    }

    [Fact]
    public void A_header_that_no_reader_would_take_replaces_nothing()
    {
        byte[] before = File.ReadAllBytes(SavedModel);
        var info = TwoTaskModel.Info with { Tasks = [TwoTaskModel.Info.Tasks[0] with { Name = new string('x', 100_000_001) }] };
        var refusal = Assert.Throws<ModelFileException>(() => ModelFile.Save(_model, info, _folder["model.safetensors"]));
        Assert.Contains("a safetensors header can have at most 100000000", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder["model.safetensors"]));
        Assert.Equal(["model.safetensors"], _folder.Files);
    }

    [Fact]
    public void A_folder_an_unreadable_file_and_a_pipe_are_refused_in_a_sentence()
    {
        Directory.CreateDirectory(_folder["folder"]);
        Refused("folder", "it is a folder");
        if (OperatingSystem.IsWindows())
            return;
        System.Diagnostics.Process.Start("mkfifo", _folder["pipe"]).WaitForExit();
        Refused("pipe", "it has 0 bytes");
    }

    private void Refused(string name, string problem)
    {
        var refusal = Assert.Throws<ModelFileException>(() => ModelFile.Load(_model, TwoTaskModel.Info, _folder[name]));
        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_loaded_through_links_however_short_their_texts_are()
    {
        string path = SavedModel;
        File.Move(path, _folder["m"]);
        File.CreateSymbolicLink(_folder["l"], "m");
        File.CreateSymbolicLink(_folder["chain"], "l");
        var report = ModelFile.Load(_model, TwoTaskModel.Info, _folder["chain"]);
        Assert.Equal(_folder["chain"], report.Path);
    }

    [Fact]
    public void Links_to_what_is_no_model_are_refused_in_a_sentence()
    {
        File.CreateSymbolicLink(_folder["dangling"], "nothing-of-this-name");
        File.CreateSymbolicLink(_folder["circle"], "circle");
        Refused("dangling", $"it is a link to '{_folder["nothing-of-this-name"]}', which does not exist");
        Refused("circle", "its links form a cycle");
        if (OperatingSystem.IsWindows())
            return;
        System.Diagnostics.Process.Start("mkfifo", _folder["pipe-with-a-long-name"]).WaitForExit();
        File.CreateSymbolicLink(_folder["link"], "pipe-with-a-long-name");
        Refused("link", "it has 0 bytes");
    }

    [Fact]
    public void The_format_of_TorchSharp_is_called_by_its_name()
    {
        _model.save(_folder["model.dat"]);
        var refusal = Assert.Throws<ModelFileException>(() => ModelFile.Load(_model, TwoTaskModel.Info, _folder["model.dat"]));
        Assert.Contains("it is a file of TorchSharp's own format (.dat)", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Loads the file, saving the model first if no test has written one; the model must stay as it is.</summary>
    private string AssertRefused(ModelInfo info, string problem)
    {
        string path = File.Exists(_folder["model.safetensors"]) ? _folder["model.safetensors"] : SavedModel;
        byte[] file = File.ReadAllBytes(path);
        var before = _model.Snapshot();
        var e = Assert.Throws<ModelFileException>(() => ModelFile.Load(_model, info, path));

        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        Assert.Equal(path, e.Path);
        Assert.Equal(before, _model.Snapshot());
        Assert.Equal(file, File.ReadAllBytes(path));
        return e.Message;
    }

    private static Dictionary<string, string> Metadata(string key, string value)
        => new(ModelIdentity.ToMetadata(TwoTaskModel.Info)) { [key] = value };

    private void Write(
        IReadOnlyDictionary<string, torch.Tensor> tensors, IReadOnlyDictionary<string, string> metadata, bool isSealed = true)
    {
        using var stream = File.Create(_folder["model.safetensors"]);
        long headerLength = Safetensors.Write(stream, tensors, metadata);
        if (isSealed)
            FileSeal.Close(stream, headerLength);
    }
}
