namespace SentimentFunction.Tools.Benchmarks.WarmUp;

/// <summary>How far a server has come some time after its start.</summary>
/// <param name="Answers">How many right answers it has given.</param>
/// <param name="ProcessorTime">The processor time that it has used.</param>
internal sealed record WarmUpMark(long Answers, TimeSpan ProcessorTime);
