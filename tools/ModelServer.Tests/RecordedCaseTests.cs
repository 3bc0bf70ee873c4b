using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SentimentFunction.Tools.ModelServer.Calls;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>The emulated servers of the Open Inference Protocol answer what the real ones did, call by call,
/// but for ids, dates, and the numbers of the model.</summary>
public sealed partial class RecordedCaseTests
{
    private static readonly (string Recording, OpenInferenceProfile Profile, string Model)[] Profiles =
    [
        ("mlserver-custom", OpenInferenceProfile.MlServerCustom, "sentiment"),
        ("kserve-custom", OpenInferenceProfile.KServeCustom, "sentiment"),
        ("triton-nobatch", OpenInferenceProfile.TritonNobatch, "sentiment"),
        ("triton-batch8", OpenInferenceProfile.TritonBatch8, "sentiment_b8"),
    ];

    /// <summary>What isn't emulated, and why: none of it is sent by a client that speaks HTTP as .NET
    /// does.</summary>
    private static readonly Dictionary<string, string> Left = new()
    {
        ["burst-100"] = "no single call",
        ["body-cut-half-close"] = "the connection, not the protocol",
        ["half-close-after-request"] = "the connection, not the protocol",
        ["malformed-request-line"] = "no HTTP",
        ["http2-preface"] = "another version of HTTP",
        ["http2-upgrade"] = "another version of HTTP",
        ["infer-content-length-and-chunked"] = "no HTTP",
        ["infer-no-host"] = "no HTTP/1.1",
        ["root"] = "the path of another server",
        ["url-double-slash"] = "the path of another server",
        ["header-8KB"] = "see the setting maxHeaderBytes",
        ["header-16KB"] = "see the setting maxHeaderBytes",
        ["header-70KB"] = "see the setting maxHeaderBytes",
        ["header-200KB"] = "see the setting maxHeaderBytes",
        ["index-post"] = "lists the models that were there",
        ["index-post-ready"] = "lists the models that were there",
        ["index-post-empty"] = "lists the models that were there",
        ["models-list"] = "lists the models that were there",
        ["health-ready"] = "Triton had a model that was broken",
        ["infer-id-unicode"] = "MLServer answers with the lines of its own code",
        ["infer-ce-headers"] = "KServe answers CloudEvents with CloudEvents",
        ["infer-accept-deflate"] = "the emulator compresses with gzip alone",
        ["infer-accept-gzip-big"] = "compressed, and cut by the recording",
    };

    public static TheoryData<string, string> Cases() =>
        new(
            Profiles
                .SelectMany(profile => RecordedCase.Read(profile.Recording))
                .Where(recorded => !Left.ContainsKey(recorded.Name) && !IsCut(recorded))
                .Select(recorded => (recorded.Recording, recorded.Name))
        );

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Case_Recorded_IsAnsweredAlike(string recording, string name)
    {
        var (_, profile, model) = Profiles.Single(each => each.Recording == recording);
        var recorded = RecordedCase.Read(recording).Single(each => each.Name == name);
        await using var server = await ModelServerHost.StartAsync(
            new()
            {
                Model = model,
                Versions = recording.StartsWith("triton", StringComparison.Ordinal) ? ["v2"] : ["v1", "v2"],
                OpenInference = profile,
                MarkOpenInference = false,
            }
        );

        var answer = await RawAnswer.AskAsync(server.Address, recorded);

        Assert.Equal(
            Describe(
                recorded.Status!.Value,
                recorded.ResponseHeader("Content-Type"),
                recorded.ResponseHeader("Content-Encoding"),
                recorded.ResponseHeader("Allow"),
                recorded.ResponseBody()
            ),
            Describe(
                answer.Status,
                answer.Header("Content-Type"),
                answer.Header("Content-Encoding"),
                answer.Header("Allow"),
                answer.Body
            )
        );
    }

    [Fact]
    public void Cases_ThatAreLeftOut_AreThere() =>
        Assert.Empty(
            Left.Keys.Except(
                Profiles.SelectMany(profile => RecordedCase.Read(profile.Recording)).Select(each => each.Name)
            )
        );

    /// <summary>Of some requests and answers the recording has only the beginning.</summary>
    private static bool IsCut(RecordedCase recorded) =>
        recorded.IsTrimmed
        || (
            recorded.Json.GetProperty("request") is { ValueKind: JsonValueKind.Object } request
            && request.TryGetProperty("trimmed", out _)
        )
        || recorded.Status is null;

    private static string Describe(int status, string? type, string? encoding, string? allow, byte[] body) =>
        $"{status} {type} {encoding} {allow} {Body(type, encoding, body)}";

    /// <summary>The body without what differs from run to run.</summary>
    private static string Body(string? type, string? encoding, byte[] body)
    {
        if (encoding == "gzip")
        {
            using var gzip = new System.IO.Compression.GZipStream(
                new MemoryStream(body),
                System.IO.Compression.CompressionMode.Decompress
            );
            using var plain = new MemoryStream();
            gzip.CopyTo(plain);
            body = plain.ToArray();
        }

        // Of a binary answer the numbers follow the JSON.
        var text = Encoding.Latin1.GetString(body);
        text = type == "application/octet-stream" ? text[..(text.LastIndexOf('}') + 1)] : text;
        text = Id().Replace(text, "\"id\":\"ID\"");
        return Data().Replace(text, data => Number().Replace(data.Value, "#"));
    }

    [GeneratedRegex("\"id\":\"[^\"]*\"")]
    private static partial Regex Id();

    [GeneratedRegex("\"data\":\\[[^\\]]*\\]")]
    private static partial Regex Data();

    [GeneratedRegex("(?<=[\\[,\"])[0-9][0-9.eE+-]*(?::[01])?(?=[\\],\"])")]
    private static partial Regex Number();
}
