namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>How Cloud Storage's JSON API refuses. The codes are those of
/// https://cloud.google.com/storage/docs/json_api/v1/status-codes, the sentences those of the XML API, which
/// both share (https://cloud.google.com/storage/docs/xml-api/reference-status).</summary>
internal static class StorageErrors
{
    /// <summary>There is no such bucket.</summary>
    public static ApiAnswer NoBucket { get; } =
        ApiAnswer.Error(404, "NOT_FOUND", "The specified bucket does not exist.");

    /// <summary>The bucket is there already, and the caller's.</summary>
    public static ApiAnswer OwnedAlready { get; } =
        ApiAnswer.Error(
            409,
            "ALREADY_EXISTS",
            "Your previous request to create the named bucket succeeded and you already own it."
        );

    /// <summary>Only an empty bucket can be deleted.</summary>
    public static ApiAnswer NotEmpty { get; } =
        ApiAnswer.Error(409, "FAILED_PRECONDITION", "The bucket you tried to delete is not empty.");

    /// <summary>The object's generation isn't the one that was asked for.</summary>
    public static ApiAnswer ConditionNotMet { get; } =
        ApiAnswer.Error(
            412,
            "FAILED_PRECONDITION",
            "At least one of the pre-conditions you specified did not hold."
        );

    /// <summary>There is no such object.</summary>
    public static ApiAnswer NoObject(string key) =>
        ApiAnswer.Error(404, "NOT_FOUND", $"No such object: {key}");
}
