using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Http.Predict;

/// <summary>Reads the member <c>onError</c> of a request, whose only value is "report".</summary>
internal static class OnErrorMember
{
    /// <summary>Checks the value that a reader stands on.</summary>
    /// <param name="reader">Stands on the value.</param>
    /// <param name="limits">What a caller may ask for.</param>
    /// <exception cref="BadHttpRequestException">It is another one.</exception>
    public static void Check(ref Utf8JsonReader reader, PredictRequestLimits limits)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            limits.CheckText(ref reader, "onError");
        }

        if (!IsReport(ref reader))
        {
            throw Malformed.UnknownReaction(reader.ValueSpan);
        }
    }

    /// <summary>Looks ahead for what may follow the sentences: what is wrong with one of them fails the
    /// request at once, unless it is to be reported.</summary>
    /// <param name="json">The body.</param>
    public static bool IsReporting(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isIt = reader.ValueTextEquals("onError"u8);
                reader.Read();
                if (isIt)
                {
                    return IsReport(ref reader);
                }

                reader.Skip();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What follows is no JSON, or no text: there is no such member that could be read.
        }

        return false;
    }

    private static bool IsReport(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("report"u8);
}
