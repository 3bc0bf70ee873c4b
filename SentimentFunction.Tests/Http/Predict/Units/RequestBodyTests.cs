using Microsoft.AspNetCore.Http;
using SentimentFunction.Http.Predict;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict.Units;

public sealed class RequestBodyTests
{
    private readonly MemoryBudget _budget = new(10_000_000);

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=\"UTF-8\"; x=y")]
    [InlineData("application/problem+json")]
    [InlineData("application/vnd.x+JSON; charset=utf-8")]
    public async Task ContentType_Json_IsRead(string contentType) =>
        Assert.Equal(3, (await ReadAsync(Request(3, contentType: contentType))).Length);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("text/plain")]
    [InlineData("text/json")]
    [InlineData("application/xml+xml")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/problem+json; charset=utf-16")]
    public async Task ContentType_Other_Is415(string? contentType) =>
        await AssertRefusedAsync(
            Request(3, contentType: contentType),
            415,
            "The body must be JSON in UTF-8: send it with Content-Type: application/json."
        );

    [Fact]
    public async Task ContentEncoding_LeftOver_Is415()
    {
        var request = Request(3);
        request.Headers.ContentEncoding = "zstd";

        await AssertRefusedAsync(
            request,
            415,
            "The content coding 'zstd' is not supported: use gzip, br or deflate, or none."
        );
    }

    [Fact]
    public async Task ContentEncoding_Empty_IsNone()
    {
        var request = Request(3);
        request.Headers.ContentEncoding = "";

        Assert.Equal(3, (await ReadAsync(request)).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4_095)]
    [InlineData(4_096)]
    [InlineData(4_097)]
    [InlineData(100_000)]
    public async Task Body_OfAnyLength_IsReadToItsEnd(int length)
    {
        foreach (var announced in new long?[] { null, length })
        {
            foreach (var piece in new[] { 1_000, int.MaxValue })
            {
                var request = Request(length, announced, piece);

                var body = await ReadAsync(request);

                Assert.Equal(Bytes(length), body.ToArray());
            }
        }
    }

    [Theory]
    [InlineData(0, null, 4_096)]
    [InlineData(4_096, null, 4_096)]
    [InlineData(4_097, null, 8_192)]
    [InlineData(9_000, null, 16_384)]
    [InlineData(150_000, null, 200_000)]
    [InlineData(200_000, null, 200_000)]
    [InlineData(0, 0, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(5_000, 5_000, 5_000)]
    [InlineData(65_536, 65_536, 65_536)]
    [InlineData(65_537, 65_537, 65_537)]
    [InlineData(100, 150_000, 65_536)]
    [InlineData(140_000, 140_000, 140_000)]
    [InlineData(200_000, 200_000, 200_000)]
    public async Task Memory_OfABody_IsWhatHasArrivedTwiceAtMost(int length, int? announced, int expected)
    {
        using var memory = new MemoryLease(_budget);

        await RequestBody.ReadAsync(
            Request(length, announced),
            200_000,
            memory,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(expected, _budget.Taken);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(10)]
    public async Task Body_LongerThanAnnounced_IsReadUpToTheLimit(int? announced)
    {
        Assert.Equal(200, (await ReadAsync(Request(200, announced), maxBytes: 200)).Length);

        await AssertRefusedAsync(
            Request(1_201, announced),
            413,
            "The body has more than 1,200 bytes, which is the limit: send fewer sentences at once.",
            maxBytes: 1_200
        );
    }

    [Fact]
    public async Task Body_AnnouncedAsTooLong_IsNotRead()
    {
        var request = Request(1_201, announced: 1_201);

        await AssertRefusedAsync(
            request,
            413,
            "The body has more than 1,200 bytes, which is the limit: send fewer sentences at once.",
            maxBytes: 1_200
        );

        Assert.Equal(0, request.Body.Position);
        Assert.Equal(0, _budget.Taken);
    }

    [Fact]
    public async Task Memory_UsedUp_IsBusy()
    {
        using var memory = new MemoryLease(new MemoryBudget(100));

        var busy = await Assert.ThrowsAsync<PredictionException>(() =>
            RequestBody
                .ReadAsync(Request(200, 200), 200, memory, TestContext.Current.CancellationToken)
                .AsTask()
        );

        Assert.Equal(PredictionFailure.Busy, busy.Failure);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public async Task Reading_Cancelled_Ends(int? announced)
    {
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();
        using var memory = new MemoryLease(_budget);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            RequestBody.ReadAsync(Request(1, announced), 200, memory, caller.Token).AsTask()
        );
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int maxBytes = 1_000_000)
    {
        using var memory = new MemoryLease(_budget);
        return await RequestBody.ReadAsync(request, maxBytes, memory, TestContext.Current.CancellationToken);
    }

    private async Task AssertRefusedAsync(
        HttpRequest request,
        int status,
        string message,
        int maxBytes = 1_000_000
    )
    {
        var refused = await Assert.ThrowsAsync<BadHttpRequestException>(() => ReadAsync(request, maxBytes));

        Assert.Equal(message, refused.Message);
        Assert.Equal(status, refused.StatusCode);
    }

    private static HttpRequest Request(
        int length,
        long? announced = null,
        int piece = int.MaxValue,
        string? contentType = "application/json"
    )
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = contentType;
        request.ContentLength = announced;
        request.Body = new PieceStream(Bytes(length), piece);
        return request;
    }

    private static byte[] Bytes(int length) =>
        [.. Enumerable.Range(0, length).Select(position => (byte)(position % 251))];

    /// <summary>A body that arrives in pieces.</summary>
    private sealed class PieceStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        ) => base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
    }
}
