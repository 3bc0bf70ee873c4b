using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;

namespace SentimentFunction.Tools.ModelServer.Protocols.AiPlatform;

/// <summary>A part of the versions of a model, as <c>projects.models.versions.list</c> answers.</summary>
/// <remarks>
/// https://cloud.google.com/ai-platform/prediction/docs/reference/rest/v1/projects.models.versions/list: a
/// page has 20 versions unless <c>pageSize</c> asks for others, and 100 at most; <c>nextPageToken</c> is
/// there while there are more.
/// </remarks>
/// <param name="Versions">The versions.</param>
/// <param name="NextToken">Asks for the next page; null where this is the last one.</param>
internal sealed record VersionPage(IReadOnlyList<ServedVersion> Versions, string? NextToken)
{
    private const int DefaultSize = 20;
    private const int MaxSize = 100;

    /// <summary>Finds the page that a call asks for.</summary>
    /// <param name="query">The call's query.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="CallRefusedException">It asks for a page that there isn't.</exception>
    public static VersionPage Read(IQueryCollection query, ServedModel model)
    {
        var size = query["pageSize"].ToString() is { Length: > 0 } text ? ReadNumber(text, "page_size") : 0;
        var start = query["pageToken"].ToString() is { Length: > 0 } token ? ReadToken(token) : 0;
        var end = start + (size == 0 ? DefaultSize : Math.Min(size, MaxSize));
        return new(
            [.. model.Versions.Values.Skip(start).Take(end - start)],
            end < model.Versions.Count ? WriteToken(end) : null
        );
    }

    private static string WriteToken(int start) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(start.ToString(CultureInfo.InvariantCulture)));

    private static int ReadToken(string token)
    {
        Span<byte> start = stackalloc byte[token.Length];
        return Convert.TryFromBase64String(token, start, out var length)
            ? ReadNumber(Encoding.ASCII.GetString(start[..length]), "page_token")
            : throw Invalid("page_token");
    }

    private static int ReadNumber(string text, string field) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Invalid(field);

    private static CallRefusedException Invalid(string field) =>
        new(RpcCode.InvalidArgument, "Invalid value.") { Field = field };
}
