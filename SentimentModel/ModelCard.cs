namespace SentimentModel;

/// <summary>What a model file says of itself.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Version">The model's version, such as <c>v1</c>.</param>
/// <param name="CreatedAt">When it was trained, to the second, in UTC.</param>
public sealed record ModelCard(string Name, string Version, DateTimeOffset CreatedAt);
