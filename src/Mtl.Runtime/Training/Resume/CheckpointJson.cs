using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mtl;

/// <summary>The JSON of the values in a checkpoint; numbers are read exactly as they were written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(SessionState))]
[JsonSerializable(typeof(BestEpoch.Record))]
[JsonSerializable(typeof(Dictionary<string, StoredOptimizerState>))]
[JsonSerializable(typeof(byte[][]))]
[JsonSerializable(typeof(double[]))]
[JsonSerializable(typeof(long))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
