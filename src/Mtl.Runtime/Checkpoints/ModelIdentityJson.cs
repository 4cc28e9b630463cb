using System.Text.Json.Serialization;

namespace Mtl;

/// <summary>The JSON serialization of tasks, hyper-parameters and vocabularies in a model file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StoredTask[]))]
[JsonSerializable(typeof(Dictionary<string, double>))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ModelIdentityJson : JsonSerializerContext;
