using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using SentimentFunction.Prediction;

namespace SentimentFunction.Http;

/// <summary>Writes answers as JSON.</summary>
internal static class JsonResponse
{
    /// <summary>The content type of answers.</summary>
    public const string ContentType = "application/json";

    /// <summary>The content type of problems (RFC 9457).</summary>
    public const string ProblemContentType = "application/problem+json";

    /// <summary>A caller who reads slowly holds no more than this in the server's own buffers.</summary>
    private const int MaxWrite = 65_536;

    /// <summary>Answers with JSON.</summary>
    /// <param name="context">The request; a HEAD request gets the headers alone.</param>
    /// <param name="write">Writes the JSON.</param>
    public static Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write) =>
        WriteAsync(context, write, static (writer, write) => write(writer));

    /// <summary>Answers with JSON, for which nothing has to be allocated.</summary>
    /// <typeparam name="T">What is answered.</typeparam>
    /// <param name="context">The request; a HEAD request gets the headers alone.</param>
    /// <param name="answer">What is answered.</param>
    /// <param name="write">Writes it.</param>
    public static async Task WriteAsync<T>(HttpContext context, T answer, Action<Utf8JsonWriter, T> write)
    {
        using var json = JsonBuffer.Rent();
        write(json.Writer, answer);
        await SendAsync(context, ContentType, json.Written);
    }

    /// <summary>Answers with a problem.</summary>
    /// <param name="context">The request.</param>
    /// <param name="problem">The problem.</param>
    public static async Task WriteProblemAsync(HttpContext context, Problem problem)
    {
        var response = context.Response;
        response.StatusCode = problem.Status;
        if (problem.RetryAfter is { } delay)
        {
            response.Headers.RetryAfter = Math.Ceiling(delay.TotalSeconds).ToString("F0", null);
        }

        if (problem.Allow is { } allow)
        {
            response.Headers.Allow = allow;
        }

        using var json = JsonBuffer.Rent();
        var writer = json.Writer;
        writer.WriteStartObject();
        writer.WriteString("type", problem.Type);
        writer.WriteString("title", ReasonPhrases.GetReasonPhrase(problem.Status));
        writer.WriteNumber("status", problem.Status);
        writer.WriteString("detail", problem.Detail);
        if (problem.Index is { } index)
        {
            writer.WriteNumber("index", index);
        }

        writer.WriteString("traceId", Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier);
        writer.WriteEndObject();
        await SendAsync(context, ProblemContentType, json.Written);
    }

    /// <summary>Writes what answers say of a model version; the version itself also when it is
    /// unknown.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="model">The model version.</param>
    public static void WriteModel(Utf8JsonWriter writer, ModelVersion model)
    {
        writer.WriteStartObject();
        WriteModelMembers(writer, model);
        writer.WriteEndObject();
    }

    /// <summary>Writes the same as members of an object that has others, too.</summary>
    /// <param name="writer">Stands in the object.</param>
    /// <param name="model">The model version.</param>
    public static void WriteModelMembers(Utf8JsonWriter writer, ModelVersion model)
    {
        writer.WriteString("name", model.Name);
        writer.WriteString("version", model.Version);
        WriteIfKnown(writer, "resource", model.Resource);
        writer.WriteString("server", model.Server);
        WriteIfKnown(writer, "framework", model.Framework);
        WriteIfKnown(writer, "runtimeVersion", model.RuntimeVersion);
        if (model.CreatedAt is { } createdAt)
        {
            writer.WriteString("createdAt", createdAt.UtcDateTime);
        }
    }

    private static void WriteIfKnown(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static async Task SendAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> json)
    {
        var response = context.Response;
        response.ContentType = contentType;
        response.ContentLength = json.Length;
        RequestRecord.Of(context).AddServerTiming(response);
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            // Nothing is left to cancel when a caller goes away now: the server drops what is not taken.
            for (; json.Length > MaxWrite; json = json[MaxWrite..])
            {
                await response.BodyWriter.WriteAsync(json[..MaxWrite], CancellationToken.None);
            }

            await response.BodyWriter.WriteAsync(json, CancellationToken.None);
        }
    }
}
