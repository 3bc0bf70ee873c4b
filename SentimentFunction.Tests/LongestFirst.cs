using SentimentFunction.Tests;
using SentimentFunction.Tests.Deploy;
using SentimentFunction.Tests.EndToEnd;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace SentimentFunction.Tests;

/// <summary>Lets the collections that take longest start early, so that none of them is left to run alone in
/// the end. By default their order is that of hash codes, and so another one in every folder.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <summary>The classes whose tests wait for something for half a minute and more, together.</summary>
    private static readonly string[] Long =
    [
        typeof(FreezeTests).FullName!,
        typeof(MemoryTests).FullName!,
        typeof(DeployScriptTests).FullName!,
        typeof(AllocationTests).FullName!,
        typeof(ShutdownTests).FullName!,
        typeof(BuildpackTests).FullName!,
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections
    )
        where TTestCollection : ITestCollection =>
        [
            .. testCollections
                .OrderBy(collection => Rank(collection))
                .ThenBy(collection => collection.TestCollectionDisplayName),
        ];

    /// <summary>Those of many classes, with the browser and with gcloud, come first.</summary>
    private static int Rank(ITestCollection collection)
    {
        if (collection.TestCollectionClassName is not null)
        {
            return 0;
        }

        var rank = Array.FindIndex(Long, name =>
            collection.TestCollectionDisplayName.Contains($" {name} ", StringComparison.Ordinal)
        );
        return rank >= 0 ? 1 + rank : 1 + Long.Length;
    }
}
