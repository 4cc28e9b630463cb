using System.Reflection;
using Mtl.Generator.Graph;
using Mtl.Generator.Parsing;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Generator.Tests;

/// <summary>Outputs in inference mode from the buffers of the fused step.</summary>
[Collection(OnTheEngine.Name)]
public sealed class InferenceTests
{
    [Fact]
    public void Outputs_are_those_of_the_forward_pass_for_batches_that_grow_and_shrink()
    {
        const int models = 40;
        var compilation = GeneratorHost.Compile(new RandomStepModels(1000).Source(models));
        var assembly = Assembly.Load([.. GeneratorHost.Emit(GeneratorHost.Generate(compilation))]);
        for (var i = 0; i < models; i++)
        {
            using var scope = NewDisposeScope();
            var type = compilation.GetTypeByMetadataName($"Random.Net{i}")!;
            var graph = Lowering.Lower(ModelParser.Parse(type, type.GetAttributes()[0], compilation, default));
            using var model = (nn.Module)Activator.CreateInstance(assembly.GetType($"Random.Net{i}")!, [(long?)i, null, null])!;
            model.eval();
            foreach (var rows in new[] { 4, 9, 1, 4 })
            {
                var batch = RandomBatches.Of(model.GetType(), graph, rows, new Random(i));
                var inputs = batch.GetType().GetProperties()
                    .Where(property => property.PropertyType == typeof(Tensor))
                    .Select(property => property.GetValue(batch))
                    .ToArray();
                var expected = model.GetType().GetMethod("forward")!.Invoke(model, inputs)!;
                var found = model.GetType().GetMethod("Infer", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(model, inputs)!;
                foreach (var output in expected.GetType().GetProperties().Where(property => property.PropertyType == typeof(Tensor)))
                {
                    var (right, value) = ((Tensor)output.GetValue(expected)!, (Tensor)output.GetValue(found)!);
                    Assert.False(value.requires_grad);
                    Assert.True(
                        right.shape.SequenceEqual(value.shape) && allclose(right, value, rtol: 1e-4, atol: 1e-5),
                        $"Net{i}.{output.Name}, {rows} rows");
                }
            }
        }
    }
}
