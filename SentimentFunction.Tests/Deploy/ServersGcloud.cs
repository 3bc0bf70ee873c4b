using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Tests of the model servers' deployments with the real gcloud, one after the other: beside those
/// of <see cref="SharedGcloud"/>, so that no processor has nothing to do in the end.</summary>
[CollectionDefinition(Name)]
public sealed class ServersGcloud
{
    /// <summary>The collection's name.</summary>
    public const string Name = "gcloud for model servers";
}
