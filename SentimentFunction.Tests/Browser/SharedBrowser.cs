using Xunit;

namespace SentimentFunction.Tests.Browser;

/// <summary>All tests in a browser: they share one, and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SharedBrowser : ICollectionFixture<BrowserFixture>
{
    public const string Name = "Browser";
}
