namespace SentimentFunction.Tests.Browser;

/// <summary>The folder of the demo page, found from wherever the tests run.</summary>
internal static class SiteFolder
{
    /// <summary>The full path of <c>public/</c>.</summary>
    public static string FullPath { get; } = Path.Combine(FindRepository(), "public");

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SentimentFunction.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException(
            $"No SentimentFunction.slnx above {AppContext.BaseDirectory}.");
    }
}
