using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SentimentFunction.ModelServers.Tensors;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.OpenInference;

/// <summary>Every answer to a question for metadata that was recorded of the real servers is read as what it
/// means.</summary>
public sealed partial class ReplayedMetadataTests
{
    public static TheoryData<string> Cases() =>
        new(
            RecordedCase
                .Recordings.SelectMany(RecordedCase.Read)
                .Where(recorded => recorded is { Method: "GET", Status: not null, IsTrimmed: false })
                .Where(recorded => Metadata().IsMatch(recorded.Target!))
                .Select(recorded => recorded.ToString())
        );

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Metadata_Recorded_AreReadAsWhatTheyMean(string name)
    {
        var (recording, of) = (name.Split(':')[0], name.Split(':')[1]);
        var recorded = RecordedCase.Read(recording).Single(each => each.Name == of);
        var version = Metadata().Match(recorded.Target!).Groups["version"]
            is { Success: true, Value: var asked }
            ? asked
            : null;
        using var server = new ReplayedServer(recorded, isMetadata: true);

        var outcome = await DescribeAsync(server, version);

        Assert.Equal(
            recorded.Status == 200 ? Declared(recorded) : $"{Failure(recorded, version is not null)}",
            outcome
        );
    }

    private static async Task<string> DescribeAsync(ReplayedServer server, string? version)
    {
        try
        {
            var described = await server
                .CreateModel()
                .DescribeAsync(version, TestContext.Current.CancellationToken);

            // Not what the metadata name as versions, which may be anything.
            Assert.Equal(version, described.Model.Version);
            return Write(
                described.Signature.Inputs.Select(input => (input.Name, NameOf(input.Type), input.Shape))
            );
        }
        catch (PredictionException failed)
        {
            return $"{failed.Failure}";
        }
    }

    /// <summary>What the metadata say of the inputs; one of BYTES where they say nothing.</summary>
    private static string Declared(RecordedCase recorded)
    {
        using var metadata = JsonDocument.Parse(recorded.ResponseBody());
        var inputs = metadata.RootElement.GetProperty("inputs");
        return inputs.GetArrayLength() == 0
            ? Write([("sentence", "BYTES", [-1])])
            : Write(
                inputs
                    .EnumerateArray()
                    .Select(input =>
                        (
                            input.GetProperty("name").GetString()!,
                            input.GetProperty("datatype").GetString()!,
                            (IReadOnlyList<long>?)
                                [
                                    .. input
                                        .GetProperty("shape")
                                        .EnumerateArray()
                                        .Select(length => length.GetInt64()),
                                ]
                        )
                    )
            );
    }

    /// <summary>A version that isn't there is the caller's; a model that isn't may be loading; KServe has no
    /// versions in its paths.</summary>
    private static PredictionFailure Failure(RecordedCase recorded, bool isVersionNamed)
    {
        var says = Encoding.UTF8.GetString(recorded.ResponseBody());
        return recorded.Status switch
        {
            501 => PredictionFailure.VersionNotSelectable,
            404 when says.Contains("no available versions", StringComparison.Ordinal) =>
                PredictionFailure.Unavailable,
            404 when isVersionNamed => PredictionFailure.VersionNotFound,
            404 when says.Contains("\"Not Found\"", StringComparison.Ordinal) =>
                PredictionFailure.ServerFailed,
            _ => PredictionFailure.Unavailable,
        };
    }

    private static string NameOf(ElementType type) =>
        type switch
        {
            ElementType.Bytes => "BYTES",
            ElementType.Boolean => "BOOL",
            ElementType.Float32 => "FP32",
            ElementType.Float64 => "FP64",
            _ => $"{type}".ToUpperInvariant(),
        };

    private static string Write(IEnumerable<(string Name, string Type, IReadOnlyList<long>? Shape)> inputs) =>
        string.Join(
            ", ",
            inputs.Select(input => $"{input.Name} {input.Type} [{string.Join(',', input.Shape ?? [])}]")
        );

    [GeneratedRegex("^/v2/models/[^/?]+(?:/versions/(?<version>[^/?]+))?$")]
    private static partial Regex Metadata();
}
