using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace SentimentFunction.ModelServers.Transport;

/// <summary>Says for the log what an exception is, without its words: they may quote the server, which may
/// quote the request, or a token.</summary>
internal static class SafeCause
{
    /// <summary>The cause of a failure, for the log: the types of an exception and of those inside it, their
    /// codes, and where it was thrown.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="codeOf">The code of an exception of a library, null where it has none; null for no
    /// such.</param>
    public static HttpRequestException Of(Exception exception, Func<Exception, string?>? codeOf = null)
    {
        var text = new StringBuilder();
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            text.Append(text.Length == 0 ? "" : ", because of ").Append(inner.GetType().FullName);
            if ((codeOf?.Invoke(inner) ?? CodeOf(inner)) is { } code)
            {
                text.Append(CultureInfo.InvariantCulture, $" ({code})");
            }
        }

        if (exception is not HttpRequestException and not OperationCanceledException and not IOException)
        {
            text.AppendLine().Append(exception.StackTrace);
        }

        return new(text.ToString(), null, (exception as HttpRequestException)?.StatusCode);
    }

    /// <summary>The cause of an answer that is not understood, for the log: how long it is, and where the
    /// fault is.</summary>
    /// <param name="exception">What the reader said. Without a position it is one of ours.</param>
    /// <param name="length">The length of the answer in bytes.</param>
    public static JsonException Of(JsonException exception, int length) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The answer has {length} bytes. {PositionOf(exception) ?? exception.Message}"
            )
        );

    private static string? PositionOf(JsonException exception) =>
        exception is { LineNumber: { } line, BytePositionInLine: { } position }
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"It is no JSON from line {line}, byte {position} on, counted from 0."
            )
            : null;

    private static string? CodeOf(Exception exception) =>
        exception switch
        {
            HttpRequestException { StatusCode: { } status } => $"status {(int)status}",
            HttpRequestException http => $"{http.HttpRequestError}",
            HttpIOException http => $"{http.HttpRequestError}",
            SocketException socket => $"{socket.SocketErrorCode}",
            JsonException json => PositionOf(json),
            _ => null,
        };
}
