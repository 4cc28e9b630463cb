namespace Samples.TwoDigits;

/// <summary>A decimal digit.</summary>
public enum Digit
{
    /// <summary>0</summary>
    Zero,

    /// <summary>1</summary>
    One,

    /// <summary>2</summary>
    Two,

    /// <summary>3</summary>
    Three,

    /// <summary>4</summary>
    Four,

    /// <summary>5</summary>
    Five,

    /// <summary>6</summary>
    Six,

    /// <summary>7</summary>
    Seven,

    /// <summary>8</summary>
    Eight,

    /// <summary>9</summary>
    Nine,
}
