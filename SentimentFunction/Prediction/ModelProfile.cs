namespace SentimentFunction.Prediction;

/// <summary>What is known of the model without asking its server.</summary>
/// <param name="Labels">The labels in the order of the model's outputs, at least two.</param>
/// <param name="IsVersionSelectable">Whether a caller may ask for a version, also where the function uses one
/// of its own for those who don't.</param>
public sealed record ModelProfile(IReadOnlyList<string> Labels, bool IsVersionSelectable);
