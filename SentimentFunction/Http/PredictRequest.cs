using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using SentimentFunction.Prediction;

namespace SentimentFunction.Http;

/// <summary>A request for predictions: its bytes, and the instances that are slices of them.</summary>
internal sealed class PredictRequest : IDisposable
{
    private readonly PooledBuffer _body = new();
    private readonly PooledBuffer _composed = new();

    private PredictRequest()
    {
    }

    /// <summary>What to predict; valid until <see cref="Dispose"/>.</summary>
    public Instances Instances { get; private set; }

    /// <summary>The words whose effects are asked for; null for none.</summary>
    public Explanation? Explanation { get; private set; }

    /// <summary>Reads and checks a request.</summary>
    /// <param name="request">The request, already decompressed.</param>
    /// <param name="limits">What a caller may ask for.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="BadHttpRequestException">The request is malformed (400), beyond a limit (413), or not JSON
    /// by its headers (415).</exception>
    public static async Task<PredictRequest> ReadAsync(
        HttpRequest request, LimitsOptions limits, CancellationToken cancellationToken)
    {
        var result = new PredictRequest();
        try
        {
            await RequestBody.ReadAsync(request, result._body, limits.MaxBodyBytes, cancellationToken);
            result.Parse(limits);
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _body.Dispose();
        _composed.Dispose();
    }

    private void Parse(LimitsOptions limits)
    {
        var json = WithoutByteOrderMark(_body.Written);
        if (json.IsEmpty)
        {
            throw Malformed.NoBody();
        }

        if (!Utf8.IsValid(json.Span))
        {
            throw new BadHttpRequestException("The body is not valid UTF-8.");
        }

        try
        {
            var parser = new PredictRequestParser(json, limits, _composed);
            Instances = parser.Parse();
            if (parser.Explain)
            {
                Explanation = Explanation.Of(Instances);
                new PredictRequestLimits(limits).CheckWords(Explanation);
                Instances = Explanation.Compose();
            }
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException($"The body is not valid JSON: {exception.Message}", exception);
        }
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> text) =>
        text.Span.StartsWith("\ufeff"u8) ? text[3..] : text;
}
