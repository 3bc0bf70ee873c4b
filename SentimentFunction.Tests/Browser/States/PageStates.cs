using Xunit;

namespace SentimentFunction.Tests.Browser.States;

/// <summary>Every state of the demo page.</summary>
public sealed class PageStates : TheoryData<PageState>
{
    public PageStates()
        : base(Enum.GetValues<PageState>()) { }
}
