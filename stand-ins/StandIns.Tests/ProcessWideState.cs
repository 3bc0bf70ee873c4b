using Xunit;

namespace StandIns.Tests;

/// <summary>Tests that change environment variables or the console.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWideState
{
    public const string Name = "Process-wide state";
}
