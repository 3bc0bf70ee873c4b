using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict;

/// <summary>Whatever is sent, the answer is a prediction or a problem of the caller's.</summary>
public sealed class RequestFuzzTests : HttpTest
{
    private static readonly string[] Fragments =
    [
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\",
        "\"sentence\"",
        "\"sentences\"",
        "\"instances\"",
        "\"signature_name\"",
        "\"parameters\"",
        "\"onError\"",
        "\"report\"",
        "\"I love it\"",
        "\"\"",
        "\" \"",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "\"😀\"",
        "null",
        "true",
        "1e999",
        "-0",
        "NaN",
        "{\"sentence\": \"x\"}",
        "[\"x\"]",
        "\0",
        "\ufeff",
        "//",
        "/*",
    ];

    [Fact]
    public void Body_OfAnyFragments_IsAnsweredOrRefused() =>
        CheckEvery(
            Gen.Elements(Fragments).ListOf().Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts)))
        );

    [Fact]
    public void Body_OfAnyBytes_IsAnsweredOrRefused() => CheckEvery(ArbMap.Default.GeneratorFor<byte[]>());

    [Fact]
    public void Body_OfAnyJson_IsAnsweredOrRefused() =>
        CheckEvery(Gen.Sized(size => Json(Math.Min(size, 8))).Select(Encoding.UTF8.GetBytes));

    [Fact]
    public void Sentence_OfAnyText_IsAnsweredOrRefused() =>
        CheckEvery(
            from text in ArbMap.Default.GeneratorFor<string>()
            select Encoding.UTF8.GetBytes(
                $$"""{"sentence": "{{JavaScriptEncoder.Default.Encode(text ?? "")}}"}"""
            )
        );

    private static Gen<string> Json(int depth)
    {
        var leaf = Gen.Elements("\"I love it\"", "\"\"", "\"\\ud800\"", "1", "1e999", "null", "false");
        if (depth == 0)
        {
            return leaf;
        }

        var name = Gen.Elements(
            "sentence",
            "sentences",
            "instances",
            "signature_name",
            "parameters",
            "b64",
            "\\ud800",
            ""
        );
        var member = from key in name from value in Json(depth / 2) select $"\"{key}\": {value}";
        return Gen.OneOf(
            leaf,
            Json(depth / 2).ListOf().Select(items => $"[{string.Join(",", items)}]"),
            member.ListOf().Select(members => $"{{{string.Join(", ", members)}}}")
        );
    }

    private void CheckEvery(Gen<byte[]> bodies)
    {
        using var client = Server.CreateClient();
        Prop.ForAll(bodies.ToArbitrary(), body => IsAnsweredOrRefusedAsync(client, body))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static async Task<bool> IsAnsweredOrRefusedAsync(HttpClient client, byte[] body)
    {
        using var response = await client.SendAsync(Post(body), TestContext.Current.CancellationToken);
        return response.StatusCode
            is HttpStatusCode.OK
                or HttpStatusCode.BadRequest
                or HttpStatusCode.RequestEntityTooLarge
                or HttpStatusCode.UnprocessableEntity;
    }
}
