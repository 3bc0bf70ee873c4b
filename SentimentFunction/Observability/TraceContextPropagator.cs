using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace SentimentFunction.Observability;

/// <summary>Takes a caller's trace, and passes it on: <c>traceparent</c> and <c>tracestate</c>, and nothing
/// else.
/// </summary>
/// <remarks>
/// .NET's own takes <c>baggage</c>, <c>Correlation-Context</c> and <c>Request-Id</c> as well, and passes them
/// on: a stranger could have the model server refuse everybody's calls with a header that is too large for
/// it. https://www.w3.org/TR/trace-context/
/// </remarks>
internal sealed class TraceContextPropagator : DistributedContextPropagator
{
    /// <summary>The only one.</summary>
    public static readonly TraceContextPropagator Instance = new();

    /// <summary>The longest <c>tracestate</c>, in characters: what every participant has to pass
    /// on.</summary>
    private const int MaxTraceState = 512;

    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";

    private TraceContextPropagator() { }

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> Fields { get; } = [TraceParent, TraceState];

    /// <inheritdoc/>
    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (activity?.IdFormat != ActivityIdFormat.W3C || setter is null)
        {
            return;
        }

        setter(carrier, TraceParent, activity.Id!);
        if (IsPassedOn(activity.TraceStateString))
        {
            setter(carrier, TraceState, activity.TraceStateString);
        }
    }

    /// <summary>Reads the caller's trace; one that is malformed counts as none.</summary>
    /// <inheritdoc/>
    public override void ExtractTraceIdAndState(
        object? carrier,
        PropagatorGetterCallback? getter,
        out string? traceId,
        out string? traceState
    )
    {
        (traceId, traceState) = (Read(carrier, getter, TraceParent), null);
        if (!ActivityContext.TryParse(traceId, null, out _))
        {
            traceId = null;
        }
        else if (Read(carrier, getter, TraceState) is { } state && IsPassedOn(state))
        {
            traceState = state;
        }
    }

    /// <summary>Takes none: baggage is other people's notes to each other.</summary>
    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(
        object? carrier,
        PropagatorGetterCallback? getter
    ) => null;

    private static string? Read(object? carrier, PropagatorGetterCallback? getter, string name)
    {
        string? value = null;
        IEnumerable<string>? values = null;
        getter?.Invoke(carrier, name, out value, out values);
        return value ?? (values is null ? null : string.Join(',', values));
    }

    private static bool IsPassedOn([NotNullWhen(true)] string? state) =>
        state is { Length: > 0 and <= MaxTraceState } && !state.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
