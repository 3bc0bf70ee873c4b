namespace SentimentFunction.Tools.TestKit;

/// <summary>The folders that the environment variable PATH names.</summary>
public static class SearchPath
{
    /// <summary>Finds a program.</summary>
    /// <param name="program">Its name, on Windows without <c>.exe</c>.</param>
    /// <returns>Its full path; null when it is in none of the folders.</returns>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{program}.exe" : program))
            .FirstOrDefault(File.Exists);

    /// <summary>Says whether programs are on this machine.</summary>
    /// <param name="programs">Their names.</param>
    public static bool HasAll(params IEnumerable<string> programs) =>
        programs.All(program => Find(program) is not null);
}
