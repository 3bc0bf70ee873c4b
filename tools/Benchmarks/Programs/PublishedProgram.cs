namespace SentimentFunction.Tools.Benchmarks.Programs;

/// <summary>A function that has been published into a folder, or will be.</summary>
/// <param name="Folder">Where it is published.</param>
/// <param name="Name">The name of its assembly, and of its project.</param>
/// <param name="Project">The folder of its project, in the repository.</param>
internal sealed record PublishedProgram(string Folder, string Name, string Project)
{
    /// <summary>The assembly that <c>dotnet</c> runs.</summary>
    public string Assembly => $"{Name}.dll";

    /// <summary>The full name of the function's type.</summary>
    public string Target => $"{Name}.Function";

    public static PublishedProgram Function(string folder) => new(folder, "SentimentFunction", "SentimentFunction");

    public static PublishedProgram Hello(string folder) =>
        new(folder, "HelloFunction", "tools/Benchmarks/HelloFunction");
}
