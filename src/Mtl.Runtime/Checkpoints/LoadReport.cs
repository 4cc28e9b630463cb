using TorchSharp;

namespace Mtl;

/// <summary>What was found in a model file that was loaded.</summary>
/// <param name="Path">The file.</param>
/// <param name="HasChecksum">
/// Whether its content was checked by a checksum. A file that an older version or another program has written has none: damage that
/// leaves it a valid file is not noticed.
/// </param>
/// <param name="Precision">The element type of the weights.</param>
public sealed record LoadReport(string Path, bool HasChecksum, torch.ScalarType Precision);
