using System.ComponentModel;
using TorchSharp;

namespace Mtl;

/// <summary>Properties of a model file that was loaded.</summary>
/// <param name="Path">The file.</param>
/// <param name="HasChecksum">
/// Whether its content was verified by a checksum. Files of older versions or of other programs have none: damage is not detected if the
/// file is still valid.
/// </param>
/// <param name="Precision">The element type of the weights.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record LoadReport(string Path, bool HasChecksum, torch.ScalarType Precision);
