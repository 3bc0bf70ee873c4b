using System.Runtime.CompilerServices;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>A test that runs deploy.sh; it is skipped where bash is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BashFactAttribute : FactAttribute
{
    public BashFactAttribute(
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
