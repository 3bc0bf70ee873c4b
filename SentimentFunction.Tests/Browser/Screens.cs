using Xunit;

namespace SentimentFunction.Tests.Browser;

/// <summary>The sizes, in pixels, that the page is tested at: a phone and a desktop.</summary>
public sealed class Screens : TheoryData<int, int>
{
    public Screens()
    {
        Add(390, 844);
        Add(1280, 900);
    }
}
