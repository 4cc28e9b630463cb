namespace TorchSharp;

/// <summary>How a tensor is written.</summary>
public enum TensorStringStyle
{
    /// <summary>Shape, type and device alone.</summary>
    Metadata,

    /// <summary>As Julia writes arrays.</summary>
    Julia,

    /// <summary>As NumPy writes arrays.</summary>
    Numpy,

    /// <summary>As C# writes arrays.</summary>
    CSharp,

    /// <summary>As <see cref="torch.TensorStringStyle"/> says.</summary>
    Default,
}

public static partial class torch
{
    /// <summary>As Julia writes arrays.</summary>
    public const TensorStringStyle julia = TensorStringStyle.Julia;

    /// <summary>As NumPy writes arrays.</summary>
    public const TensorStringStyle numpy = TensorStringStyle.Numpy;

    /// <summary>As C# writes arrays.</summary>
    public const TensorStringStyle csharp = TensorStringStyle.CSharp;

    private static TensorStringStyle s_style = TensorStringStyle.Julia;

    internal static string FloatFormat { get; private set; } = "g5";

    internal static string NewLine { get; private set; } = Environment.NewLine;

    internal static int LineWidth { get; private set; } = 100;

    internal static int MaxRows { get; private set; } = 6;

    internal static int MaxColumns { get; private set; } = 6;

    /// <summary>How tensors are written where nothing else is said.</summary>
    public static TensorStringStyle TensorStringStyle
    {
        get => s_style;
        set => s_style = value != TensorStringStyle.Default
            ? value
            : throw new ArgumentException("The default cannot be 'Default'.", nameof(value));
    }

    /// <summary>Sets how tensors are written, with a number of digits.</summary>
    public static void set_printoptions(
        int precision, int? linewidth = null, string? newLine = null, bool sci_mode = false, int? maxRows = null,
        int? maxColumns = null) =>
        set_printoptions(null, (sci_mode ? "E" : "F") + precision, linewidth, newLine, maxRows, maxColumns);

    /// <summary>Sets how tensors are written.</summary>
    public static void set_printoptions(
        TensorStringStyle? style = null, string? floatFormat = null, int? linewidth = null, string? newLine = null,
        int? maxRows = null, int? maxColumns = null)
    {
        s_style = style ?? s_style;
        FloatFormat = floatFormat ?? FloatFormat;
        LineWidth = linewidth ?? LineWidth;
        NewLine = newLine ?? NewLine;
        MaxRows = maxRows ?? MaxRows;
        MaxColumns = maxColumns ?? MaxColumns;
    }
}
