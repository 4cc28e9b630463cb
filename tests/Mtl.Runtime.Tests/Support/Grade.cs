namespace Mtl.Tests;

/// <summary>Ranks out of order, one below zero.</summary>
public enum Grade
{
    Good = 7,
    Poor = -2,
    Fair = 0,
}
