using System.Runtime.CompilerServices;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>A test with rows of data that runs deploy.sh; it is skipped where bash is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BashTheoryAttribute : TheoryAttribute
{
    public BashTheoryAttribute(
        [CallerFilePath] string? sourceFilePath = null,
        [CallerLineNumber] int sourceLineNumber = -1
    )
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = Gcloud.ShellMissing;
        SkipUnless = nameof(Gcloud.IsShellInstalled);
        SkipType = typeof(Gcloud);
    }
}
