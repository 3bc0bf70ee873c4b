namespace SentimentFunction.Tools.TestKit;

/// <summary>Where the repository is.</summary>
public static class Repository
{
    private const string Solution = "SentimentFunction.slnx";

    /// <summary>Its topmost folder: the nearest one above the test assembly that holds the
    /// solution.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The full path of a folder or a file of the repository.</summary>
    /// <param name="name">Its path from the topmost folder, with slashes.</param>
    public static string Folder(string name) => Path.Combine(Root, name);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, Solution))
            ? folder
            : Find(
                Path.GetDirectoryName(folder)
                    ?? throw new DirectoryNotFoundException($"No folder above the tests holds {Solution}.")
            );
}
