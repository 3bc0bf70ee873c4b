using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>Makes the calls of TensorFlow Serving's gRPC interface.</summary>
/// <param name="invoker">Sends them.</param>
/// <param name="refusals">Reads what the server says when it refuses.</param>
/// <param name="times">The time for a call.</param>
/// <param name="time">The clock.</param>
internal sealed class GrpcClient(
    CallInvoker invoker,
    GrpcRefusals refusals,
    CallTimes times,
    TimeProvider time
)
{
    private const string RequestIdEntry = "x-request-id";

    private readonly ServerCalls _calls = new(times, time);
    private readonly PredictionService.PredictionServiceClient _predictions = new(invoker);
    private readonly ModelService.ModelServiceClient _models = new(invoker);

    /// <summary>Asks for predictions.</summary>
    /// <param name="request">What is sent.</param>
    /// <param name="instances">The instances that it is made of.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="PredictionException">There is no answer, or it is a failure.</exception>
    public Task<PredictResponse> PredictAsync(
        PredictRequest request,
        Instances instances,
        CancellationToken cancellationToken
    ) =>
        _calls.PredictAsync(
            instances.Count,
            (Client: this, Request: request, Instances: instances),
            static (call, attempt) =>
                call.Client.SendAsync(
                    call.Client._predictions.PredictAsync,
                    call.Request,
                    call.Instances,
                    attempt
                ),
            cancellationToken
        );

    /// <summary>Asks for the metadata of a version.</summary>
    /// <param name="request">What is sent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="PredictionException">There is no answer, or it is a failure.</exception>
    public Task<GetModelMetadataResponse> GetMetadataAsync(
        GetModelMetadataRequest request,
        CancellationToken cancellationToken
    ) =>
        _calls.DescribeAsync(
            (Client: this, Request: request),
            static (call, attempt) =>
                call.Client.SendAsync(
                    call.Client._predictions.GetModelMetadataAsync,
                    call.Request,
                    null,
                    attempt
                ),
            cancellationToken
        );

    /// <summary>Asks for the status of versions.</summary>
    /// <param name="request">What is sent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="PredictionException">There is no answer, or it is a failure.</exception>
    public Task<GetModelStatusResponse> GetStatusAsync(
        GetModelStatusRequest request,
        CancellationToken cancellationToken
    ) =>
        _calls.DescribeAsync(
            (Client: this, Request: request),
            static (call, attempt) =>
                call.Client.SendAsync(call.Client._models.GetModelStatusAsync, call.Request, null, attempt),
            cancellationToken
        );

    private async Task<TResponse> SendAsync<TRequest, TResponse>(
        Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> send,
        TRequest request,
        Instances? sent,
        Attempt attempt
    )
    {
        try
        {
            using var call = send(request, OptionsOf(sent, attempt));
            return await call.ResponseAsync;
        }
        catch (RpcException failed) when (!attempt.Token.IsCancellationRequested)
        {
            throw Read(failed.Status, sent);
        }
    }

    /// <summary>The deadline is a header that <see cref="GrpcTransport"/> writes: the library's own clock
    /// would go on while this process is frozen.</summary>
    private static CallOptions OptionsOf(Instances? sent, Attempt attempt)
    {
        var left = Math.Max(1, Math.Ceiling(attempt.Left.TotalMilliseconds));
        var entries = new Metadata
        {
            { GrpcTransport.TimeLeft, string.Create(CultureInfo.InvariantCulture, $"{left:F0}m") },
        };
        if (attempt.NeedsFreshConnection)
        {
            entries.Add(GrpcTransport.NeedsFreshConnection, "1");
        }

        if (sent?.RequestId is { } requestId)
        {
            entries.Add(RequestIdEntry, requestId);
        }

        return new(entries, cancellationToken: attempt.Token);
    }

    /// <summary>Reads why there is no answer: the server says so, or something was thrown on the way.
    /// </summary>
    private Exception Read(Status status, Instances? sent)
    {
        switch (status.DebugException)
        {
            case null:
                var error = GrpcError.Read(status);
                return sent is null ? refusals.OfDescription(error) : refusals.OfPrediction(error, sent);
            case InvalidProtocolBufferException malformed:
                return ServerFailure.AnswerNotUnderstood.ToException(SafeCause.Of(malformed));
            case var thrown:
                return thrown;
        }
    }
}
