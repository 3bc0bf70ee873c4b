using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>What can be set while the server runs, from any thread.</summary>
public sealed class ServerSettings
{
    private long _latencyTicks;
    private long _maxHeaderBytes;
    private int _maxInstances;
    private volatile ColdStart? _start;
    private long _tokenLifetimeTicks;
    private volatile bool _requireToken;
    private volatile bool _tensorContent;
    private volatile string? _audience;
    private volatile OpenInferenceProfile _openInference;
    private volatile bool _markOpenInference;

    internal ServerSettings() { }

    /// <summary>
    /// Whether the model servers refuse calls without a token of the metadata server: an access token, or
    /// an identity token for TensorFlow Serving.
    /// </summary>
    public bool RequireToken
    {
        get => _requireToken;
        set => _requireToken = value;
    }

    /// <summary>The audience that identity tokens must be for; null for any.</summary>
    public string? Audience
    {
        get => _audience;
        set => _audience = value;
    }

    /// <summary>Which server of the Open Inference Protocol there is.</summary>
    public OpenInferenceProfile OpenInference
    {
        get => _openInference;
        set => _openInference = value;
    }

    /// <summary>Whether its predictions are marked with the version that made them.</summary>
    public bool MarkOpenInference
    {
        get => _markOpenInference;
        set => _markOpenInference = value;
    }

    /// <summary>
    /// Whether TensorFlow Serving answers over gRPC with tensors as their content, as with
    /// --enable_serialization_as_tensor_content; null, the default, for the field of their type.
    /// </summary>
    public bool? TensorContent
    {
        get => _tensorContent ? true : null;
        set => _tensorContent = value == true;
    }

    /// <summary>How long a call for predictions takes at least, from 0 up.</summary>
    public TimeSpan Latency
    {
        get => new(Interlocked.Read(ref _latencyTicks));
        set => Interlocked.Exchange(ref _latencyTicks, AtLeast(TimeSpan.Zero, value).Ticks);
    }

    /// <summary>
    /// The most instances of a call for predictions, from 1 up; null, the default, for any number.
    /// </summary>
    public int? MaxInstances
    {
        get => Volatile.Read(ref _maxInstances) is > 0 and var instances ? instances : null;
        set => Volatile.Write(ref _maxInstances, (int)AtLeastOne(value));
    }

    /// <summary>
    /// The most bytes of the headers of a call to a model server, from 1 up, request line apart; null, the
    /// default, for any number.
    /// </summary>
    public long? MaxHeaderBytes
    {
        get => Volatile.Read(ref _maxHeaderBytes) is > 0 and var bytes ? bytes : null;
        set => Volatile.Write(ref _maxHeaderBytes, AtLeastOne(value));
    }

    /// <summary>
    /// How long the model servers, which have no instance now, need to start when they are called; null, the
    /// default, for servers that run. Whoever sets it stops their instances: the next call starts them.
    /// </summary>
    public TimeSpan? StartTime
    {
        get => _start?.Duration;
        set => _start = value is { } time ? new(AtLeast(TimeSpan.Zero, time)) : null;
    }

    /// <summary>The start of the model servers; null when they run.</summary>
    internal ColdStart? Start => _start;

    /// <summary>How long tokens are valid, in whole seconds from 1 s up.</summary>
    public TimeSpan TokenLifetime
    {
        get => new(Interlocked.Read(ref _tokenLifetimeTicks));
        set => Interlocked.Exchange(ref _tokenLifetimeTicks, AtLeast(TimeSpan.FromSeconds(1), value).Ticks);
    }

    /// <summary>0 for null.</summary>
    private static long AtLeastOne(long? value) =>
        value is null or >= 1
            ? value ?? 0
            : throw new ArgumentException($"{value} is too small: use at least 1.");

    private static TimeSpan AtLeast(TimeSpan least, TimeSpan value) =>
        value >= least
            ? value
            : throw new ArgumentException($"{value:c} is too short: use at least {least:c}.");
}
