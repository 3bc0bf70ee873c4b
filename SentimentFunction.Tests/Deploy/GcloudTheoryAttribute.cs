using System.Runtime.CompilerServices;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>A test with rows of data that drives the real gcloud; it is skipped where gcloud is
/// missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GcloudTheoryAttribute : TheoryAttribute
{
    public GcloudTheoryAttribute(
        [CallerFilePath] string? sourceFilePath = null,
        [CallerLineNumber] int sourceLineNumber = -1
    )
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = Gcloud.Missing;
        SkipUnless = nameof(Gcloud.IsInstalled);
        SkipType = typeof(Gcloud);
    }
}
