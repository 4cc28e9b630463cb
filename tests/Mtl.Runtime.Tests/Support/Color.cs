namespace Mtl.Tests;

/// <summary>Three classes; one of them has two names, one a negative number.</summary>
public enum Color
{
    Red = 1,
#pragma warning disable CA1069 // the second name is the point
    Crimson = 1,
#pragma warning restore CA1069
    Green = 5,
    Infrared = -1,
}
