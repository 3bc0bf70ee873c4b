using Microsoft.AspNetCore.Http;
using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.Http;

/// <summary>Reads which model version a request asks for.</summary>
internal static class RequestedVersion
{
    /// <summary>The version of <c>?version=</c>; null where the request asks for none.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="BadHttpRequestException">The value is no version's name, or there are
    /// several.</exception>
    public static string? Of(HttpRequest request)
    {
        if (!request.QueryString.HasValue || !request.Query.TryGetValue("version", out var values))
        {
            return null;
        }

        if (values is not [{ } version])
        {
            throw new BadHttpRequestException("The query has 'version' more than once.");
        }

        return VersionName.IsValid(version)
            ? version
            : throw new BadHttpRequestException($"The version '{version}' is not {VersionName.Expected}.");
    }
}
