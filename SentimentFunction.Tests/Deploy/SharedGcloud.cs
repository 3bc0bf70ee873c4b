using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Tests with the real gcloud, one after the other: each of its commands keeps a processor
/// busy.</summary>
[CollectionDefinition(Name)]
public sealed class SharedGcloud
{
    /// <summary>The collection's name.</summary>
    public const string Name = "gcloud";
}
