using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SentimentModel;

namespace SentimentFunction.Tools.ModelServer.Catalog;

/// <summary>A version of the model that is served.</summary>
/// <param name="Number">Its number: TensorFlow Serving and Vertex AI know it by that.</param>
/// <param name="Model">What makes its predictions.</param>
/// <param name="State">Whether it can predict.</param>
public sealed record ServedVersion(int Number, SentimentClassifier Model, VersionState State)
{
    /// <summary>What a version's name looks like, for messages.</summary>
    public const string NameSyntax = "'v' and a number from 1 to 999999999, such as v3";

    private const int MaxNumber = 999_999_999;
    private const long FirstDeployedModelId = 4_000_000_000_000_000_000;

    /// <summary>Its name at AI Platform, such as "v3".</summary>
    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"v{Number}");

    /// <summary>Its number as text, such as "3".</summary>
    public string NumberText { get; } = Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Why its deployment failed; null when it did not.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>
    /// When it was created: a day later for each number, so that no two versions look the same.
    /// </summary>
    public DateTimeOffset CreatedAt { get; } = Model.Card.CreatedAt.AddDays(Number - 1);

    /// <summary>The name of its deployment at the Vertex AI endpoint.</summary>
    public string DeployedModelId { get; } =
        (FirstDeployedModelId + Number).ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether it makes predictions.</summary>
    public bool CanPredict => State is VersionState.Ready or VersionState.Updating;

    /// <summary>Reads a name such as "v3".</summary>
    /// <param name="name">The name.</param>
    /// <param name="number">The version's number.</param>
    public static bool TryParseName([NotNullWhen(true)] string? name, out int number)
    {
        number = 0;
        return name is ['v', not '0', ..]
            && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number <= MaxNumber;
    }

    /// <summary>Reads a name such as "v3".</summary>
    /// <param name="name">The name.</param>
    /// <returns>The version's number.</returns>
    /// <exception cref="ArgumentException">It is no version's name.</exception>
    public static int ParseName(string name) =>
        TryParseName(name, out var number)
            ? number
            : throw new ArgumentException($"'{name}' is not a version: use {NameSyntax}.");
}
