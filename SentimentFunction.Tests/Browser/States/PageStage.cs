namespace SentimentFunction.Tests.Browser.States;

/// <summary>What it takes to drive the page into a state.</summary>
/// <param name="Demo">The page.</param>
/// <param name="Function">The function that answers it.</param>
/// <param name="Watch">Reports errors that a state brings with it.</param>
/// <param name="OpenAsync">Opens the page.</param>
internal sealed record PageStage(DemoPage Demo, StubFunction Function, PageWatch Watch, Func<Task> OpenAsync)
{
    /// <summary>A sentence of long words, one of many words, and a short one.</summary>
    public static readonly string[] Sentences =
    [
        "The extraordinarily uncomfortable accommodation was awful.",
        "The room was good but noisy, and the people at the front desk were as kind as they could be.",
        "Lovely.",
    ];
}
