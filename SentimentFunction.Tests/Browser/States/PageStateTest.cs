namespace SentimentFunction.Tests.Browser.States;

/// <summary>A test of something that holds for the demo page in every state.</summary>
public abstract class PageStateTest(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    /// <summary>Opens the page and drives it into a state, as a person and a function would.</summary>
    protected Task ReachAsync(PageState state)
    {
        var stage = new PageStage(Demo, Function, Watch, OpenAsync);
        var results = new ResultStates(stage);
        var files = new FileStates(stage);
        var models = new ModelStates(stage);
        var failures = new FailureStates(stage);
        return state switch
        {
            PageState.Empty => OpenAsync(),
            PageState.Results => results.RateAsync(),
            PageState.ExplainedWords => results.ExplainAsync(),
            PageState.RawPredictions => results.ShowRawAsync(),
            PageState.Exchange => results.UnfoldAsync(),
            PageState.Complaint => results.ComplainAsync(),
            PageState.FileBeingRated => files.RateHalfAsync(),
            PageState.FileFailures => files.FailAsync(),
            PageState.FileStopped => files.StopAsync(),
            PageState.Question => files.AskAsync(),
            PageState.Restored => results.RestoreAsync(),
            PageState.VersionsInTurns => models.TakeTurnsAsync(),
            PageState.NotStarted => failures.LoseAModuleAsync(),
            PageState.Comparison => models.CompareAsync(),
            PageState.History => models.RememberAsync(),
            PageState.VersionNotice => models.ChangeAsync(),
            PageState.TimeSpent => models.TimeAsync(),
            PageState.Offline => failures.DisconnectAsync(),
            PageState.EndpointUnset => failures.LeaveUnsetAsync(),
            PageState.CorsRefused => failures.RefuseOriginAsync(),
            PageState.WrongAddress => failures.MisspellAsync(),
            PageState.TooManyRequests => failures.CountDownAsync(),
            PageState.TooMuchText => failures.RefuseLengthAsync(),
            PageState.Unavailable => failures.FailAsync(),
            PageState.SlowStart => failures.StartSlowlyAsync(),
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No such state."),
        };
    }
}
