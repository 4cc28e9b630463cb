using System.Runtime.CompilerServices;
using Mtl.Testing.Snapshots;
using VerifyXunit;

namespace VerifyTests;

/// <summary>A comparison that is about to run, and where its files are.</summary>
public sealed class SettingsTask
{
    private readonly IReadOnlyList<Snapshot> _snapshots;
    private string _directory;
    private string? _typeName;
    private string? _methodName;
    private object?[]? _parameters;

    internal SettingsTask(IReadOnlyList<Snapshot> snapshots, string sourceFile)
    {
        _snapshots = snapshots;
        _directory = Path.GetDirectoryName(sourceFile)!;
    }

    /// <summary>Keeps the files in this folder instead of the test's; relative to it.</summary>
    public SettingsTask UseDirectory(string directory)
    {
        _directory = Path.Combine(_directory, directory);
        return this;
    }

    /// <summary>Names the files after this type instead of the test's.</summary>
    public SettingsTask UseTypeName(string name)
    {
        _typeName = name;
        return this;
    }

    /// <summary>Names the files after this method instead of the test's.</summary>
    public SettingsTask UseMethodName(string name)
    {
        _methodName = name;
        return this;
    }

    /// <summary>The arguments of a theory, in the order of the test's parameters; they become part of the file names.</summary>
    public SettingsTask UseParameters(params object?[] parameters)
    {
        _parameters = parameters;
        return this;
    }

    /// <summary>Runs the comparison.</summary>
    public Task ToTask()
    {
        try
        {
            var prefix = SnapshotPrefix.Of(UseVerifyAttribute.CurrentTest, _typeName, _methodName, _parameters);
            SnapshotPrefix.Claim(_directory, prefix);
            new SnapshotFolder(_directory, prefix).Check(_snapshots, AcceptSwitch.IsOn(Environment.GetEnvironmentVariable));
            return Task.CompletedTask;
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }

    /// <summary>Runs the comparison.</summary>
    public TaskAwaiter GetAwaiter() => ToTask().GetAwaiter();

    /// <summary>Runs the comparison.</summary>
    public static implicit operator Task(SettingsTask settings) => settings.ToTask();
}
