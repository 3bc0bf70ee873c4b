using Polly;
using Polly.Hedging;
using SentimentFunction.ModelServers.Transport;

namespace SentimentFunction.ModelServers.Google;

/// <summary>The connections to whoever gives tokens: asks once more, on a new one, where no answer
/// comes.</summary>
/// <remarks>
/// Google.Apis.Auth fetches a new token in the background, in the last minutes of the old one's time, and
/// whoever needs it waits for that same call, for up to 12 s (TokenRefreshManager in
/// https://github.com/googleapis/google-api-dotnet-client). A process that is frozen in its middle may find
/// its connection dead when it goes on, so a call that hasn't been answered in time gets company: the first
/// answer counts.
/// </remarks>
/// <param name="inner">Sends the calls.</param>
/// <param name="time">The clock. A pause counts: whoever goes on after one asks at once.</param>
internal sealed class TokenConnections(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    /// <summary>The time after which a call gets company. The metadata server answers within milliseconds, or
    /// a few seconds at the start of an instance.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly ResiliencePropertyKey<bool> IsAnother = new(nameof(IsAnother));

    private readonly ResiliencePipeline<HttpResponseMessage> _hedging =
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddHedging(
                new HedgingStrategyOptions<HttpResponseMessage>
                {
                    Delay = Patience,
                    MaxHedgedAttempts = 3,
                    ShouldHandle = arguments => new(arguments.Outcome.Exception is HttpRequestException),
                    ActionGenerator = arguments =>
                    {
                        arguments.ActionContext.Properties.Set(IsAnother, true);
                        return () => arguments.Callback(arguments.ActionContext);
                    },
                }
            )
            .Build();

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            return await _hedging.ExecuteAsync(
                async attempt =>
                {
                    var isAnother = attempt.Properties.GetValue(IsAnother, false);
                    return await base.SendAsync(
                        isAnother ? Repeat(request) : request,
                        attempt.CancellationToken
                    );
                },
                context
            );
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>The same request once more; its body, where there is one, is text in memory.</summary>
    private static HttpRequestMessage Repeat(HttpRequestMessage request)
    {
        var again = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
        foreach (var (name, values) in request.Headers)
        {
            again.Headers.TryAddWithoutValidation(name, values);
        }

        again.Options.Set(Connections.Fresh, true);
        return again;
    }
}
