using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Http;

public sealed class LimitsTests : HttpTest
{
    private const string BodyTooLarge =
        "The body has more than 1,048,576 bytes, which is the limit: send fewer sentences at once.";

    [Fact]
    public async Task Sentence_AtTheLimit_IsAnswered()
    {
        await PredictAsync($$"""{"sentence": "{{new string('a', 5_000)}}"}""");
        await PredictAsync($$"""{"sentence": "{{string.Concat(Enumerable.Repeat("😀", 5_000))}}"}""");
        await PredictAsync(
            $$"""{"sentence": "{{string.Concat(Enumerable.Repeat("\\ud83d\\ude00", 5_000))}}"}"""
        );
    }

    [Fact]
    public async Task Sentence_BeyondTheLimit_Is413()
    {
        await AssertProblemAsync(
            Post($$"""{"sentence": "{{new string('a', 5_001)}}"}"""),
            HttpStatusCode.RequestEntityTooLarge,
            "'sentence' has 5,001 characters; the limit is 5,000. Shorten it."
        );
        await AssertProblemAsync(
            Post($$"""{"instances": ["x", {"sentence": "{{new string('é', 5_001)}}"}]}"""),
            HttpStatusCode.RequestEntityTooLarge,
            "'instances[1]' has 5,001 characters; the limit is 5,000. Shorten it."
        );
    }

    [Fact]
    public async Task Sentences_AtTheLimit_AreAnswered()
    {
        var answer = await PredictAsync($$"""{"sentences": [{{Repeat("\"fine\"", 128)}}]}""");

        Assert.Equal(128, answer["predictions"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("sentences")]
    [InlineData("instances")]
    public async Task Sentences_BeyondTheLimit_Are413(string form) =>
        await AssertProblemAsync(
            Post($$"""{"{{form}}": [{{Repeat("\"fine\"", 129)}}]}"""),
            HttpStatusCode.RequestEntityTooLarge,
            $"'{form}' has 129 elements; the limit is 128. Send several requests."
        );

    [Fact]
    public async Task Body_BeyondTheLimit_Is413() =>
        await AssertProblemAsync(
            Post(new byte[2 * 1_048_576]),
            HttpStatusCode.RequestEntityTooLarge,
            BodyTooLarge
        );

    [Fact]
    public async Task Body_BeyondTheLimitWithoutLength_Is413()
    {
        var request = Post([]);
        request.Content = new StreamContent(new UnknownLength(new MemoryStream(new byte[2 * 1_048_576])));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        await AssertProblemAsync(request, HttpStatusCode.RequestEntityTooLarge, BodyTooLarge);
    }

    [Fact]
    public async Task Body_WithoutLength_IsAnswered()
    {
        using var request = Post([]);
        request.Content = new StreamContent(
            new UnknownLength(new MemoryStream(Encoding.UTF8.GetBytes("""{"sentence": "fine"}""")))
        );
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var response = await SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Body_ThatInflatesBeyondTheLimit_Is413()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(new byte[10 * 1_048_576]);
        }

        var request = Post(compressed.ToArray());
        request.Content!.Headers.ContentEncoding.Add("gzip");

        await AssertProblemAsync(request, HttpStatusCode.RequestEntityTooLarge, BodyTooLarge);
    }

    [Fact]
    public async Task Limits_Configured_AreApplied()
    {
        Start(
            ("Limits:MaxBodyBytes", "1000"),
            ("Limits:MaxInstances", "2"),
            ("Limits:MaxSentenceLength", "10")
        );

        await AssertProblemAsync(
            Post(new byte[1_001]),
            HttpStatusCode.RequestEntityTooLarge,
            "The body has more than 1,000 bytes, which is the limit: send fewer sentences at once."
        );
        await AssertProblemAsync(
            Post("""{"sentences": ["a", "b", "c"]}"""),
            HttpStatusCode.RequestEntityTooLarge,
            "'sentences' has 3 elements; the limit is 2. Send several requests."
        );
        await AssertProblemAsync(
            Post("""{"sentence": "hello world"}"""),
            HttpStatusCode.RequestEntityTooLarge,
            "'sentence' has 11 characters; the limit is 10. Shorten it."
        );
    }

    [Fact]
    public async Task Requests_BeyondTheirRate_Are429WithRetryAfter()
    {
        Start(("Limits:RequestsPerMinute", "2"));
        await PredictAsync("""{"sentence": "one"}""");
        await PredictAsync("""{"sentence": "two"}""");

        using var response = await SendAsync(Post("""{"sentence": "three"}"""));

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(
            "Your address has sent more than 2 requests in a minute. Wait as Retry-After says.",
            (string?)(await ReadAsync(response))["detail"]
        );
    }

    [Fact]
    public async Task ModelServer_SlowerThanTheRequestTimeout_Is504()
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        Start(
            new FakePredictor
            {
                Answer = async cancellation =>
                {
                    asked.SetResult();
                    await Task.Delay(Timeout.Infinite, cancellation);
                    return "[]";
                },
            },
            time
        );

        await RunUntilAsync(
            AssertProblemAsync(
                Post("""{"sentence": "x"}"""),
                HttpStatusCode.GatewayTimeout,
                "The model server did not answer within the time for a request. Try again."
            ),
            asked.Task,
            time
        );

        Assert.InRange(time.GetUtcNow() - time.Start, TimeSpan.FromSeconds(10), TimeSpan.MaxValue);
    }

    [Fact]
    public async Task Request_FrozenForLongerThanItsTime_IsAnsweredAllTheSame()
    {
        var time = new FakeTimeProvider();
        Start(
            new FakePredictor
            {
                Answer = cancellation =>
                {
                    time.Advance(TimeSpan.FromMinutes(15));
                    cancellation.ThrowIfCancellationRequested();
                    return Task.FromResult("[[0.25, 0.75]]");
                },
            },
            time
        );

        await PredictAsync("""{"sentence": "x"}""");
    }

    [Fact]
    public async Task Body_SlowerThanTheRequestTimeout_Is408()
    {
        var time = new FakeTimeProvider();
        Start(new FakePredictor(), time);
        var request = Post([]);
        var body = new Stalled();
        request.Content = new StreamContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        await RunUntilAsync(
            AssertProblemAsync(
                request,
                HttpStatusCode.RequestTimeout,
                "The request did not arrive within the time for it. Try again."
            ),
            body.Awaited,
            time
        );
    }

    /// <summary>Lets time pass as it does for a process that runs, until something has ended.</summary>
    /// <param name="ended">What ends in that time.</param>
    /// <param name="stalled">Time stands still until then: so it is this, and nothing before it, that takes
    /// too long.</param>
    /// <param name="time">The clock.</param>
    private static async Task RunUntilAsync(Task ended, Task stalled, FakeTimeProvider time)
    {
        await stalled.InTimeAsync();
        await BoundedWait.UntilAsync(() =>
        {
            time.Advance(Deadline.Step);
            return Task.FromResult(ended.IsCompleted);
        });
        await ended;
    }

    private static string Repeat(string item, int count) => string.Join(", ", Enumerable.Repeat(item, count));

    /// <summary>Hides the length, so that the request is sent without one.</summary>
    private class UnknownLength(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    /// <summary>Gives nothing, until the reader gives up.</summary>
    private sealed class Stalled() : UnknownLength(Null)
    {
        private readonly TaskCompletionSource _awaited = new();

        /// <summary>Completes when somebody waits for it.</summary>
        public Task Awaited => _awaited.Task;

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            _awaited.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
