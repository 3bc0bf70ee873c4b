namespace SentimentFunction.Configuration;

/// <summary>A setting as it is declared.</summary>
/// <param name="Key">Its name, such as "Limits:MaxInstances".</param>
/// <param name="Default">Its default; null for none.</param>
/// <param name="Min">The least value; null where it has no range.</param>
/// <param name="Max">The greatest value; null where it has no range.</param>
internal sealed record Setting(string Key, object? Default, object? Min, object? Max);
