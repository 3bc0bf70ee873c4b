using SentimentModel;

namespace SentimentFunction.Tools.ModelServer.Catalog;

/// <summary>A version to serve, as it is given on the command line.</summary>
/// <param name="Name">The version's name, such as "v3".</param>
/// <param name="File">The file of its model; null for the one that comes along.</param>
public sealed record VersionSource(string Name, string? File)
{
    /// <summary>Reads "v3" or "v3=FILE".</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">It does not begin with a version's name.</exception>
    public static VersionSource Parse(string text)
    {
        var separator = text.IndexOf('=', StringComparison.Ordinal);
        var name = separator < 0 ? text : text[..separator];
        ServedVersion.ParseName(name);
        return new(name, separator < 0 ? null : text[(separator + 1)..]);
    }

    /// <summary>Loads the model.</summary>
    /// <exception cref="ArgumentException">The file is missing, unreadable or no model file.</exception>
    public SentimentClassifier Load()
    {
        if (File is null)
        {
            return BundledModels.Of(ServedVersion.ParseName(Name));
        }

        try
        {
            using var stream = System.IO.File.OpenRead(File);
            return SentimentClassifier.Load(stream);
        }
        catch (Exception exception)
            when (exception
                    is IOException
                        or UnauthorizedAccessException
                        or InvalidDataException
                        or ArgumentException
            )
        {
            throw new ArgumentException(
                $"The model of {Name} can't be loaded: {exception.Message}",
                exception
            );
        }
    }
}
