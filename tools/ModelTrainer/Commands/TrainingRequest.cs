namespace SentimentFunction.Tools.ModelTrainer.Commands;

/// <summary>What <c>train</c> was asked for.</summary>
internal sealed record TrainingRequest(
    string DataFolder,
    string? LexiconPath,
    string? PhrasesPath,
    int LongestNGram,
    string OutputPath,
    string? PlotPath,
    string Name,
    string Version,
    DateTimeOffset? CreatedAt
);
