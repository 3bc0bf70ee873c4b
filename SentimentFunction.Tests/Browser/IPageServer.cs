namespace SentimentFunction.Tests.Browser;

/// <summary>A running server of the demo page and its function.</summary>
public interface IPageServer : IAsyncDisposable
{
    /// <summary>Where the page is, with a slash at the end.</summary>
    Uri Address { get; }
}
