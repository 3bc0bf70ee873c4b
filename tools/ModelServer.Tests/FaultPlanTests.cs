using System.Net;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>Which calls a fault meets.</summary>
public sealed class FaultPlanTests : ModelServerTest
{
    [Fact]
    public async Task Times_EndTheFault()
    {
        Server.Faults.Add(new(FaultKind.Status) { Times = 2 });

        Assert.Equal([503, 503, 200, 200], await CallAsync(4));
        Assert.Empty(Server.Faults.Pending);
    }

    [Fact]
    public async Task Every_MeetsEveryKthCall()
    {
        Server.Faults.Add(new(FaultKind.Status) { Every = 3, Times = 2 });

        Assert.Equal([200, 200, 503, 200, 200, 503, 200, 200, 200], await CallAsync(9));
    }

    [Fact]
    public async Task SeveralFaults_MeetCallsInTheirOrder()
    {
        Server.Faults.Add(new(FaultKind.Status) { Status = 429, Times = 1 });
        Server.Faults.Add(new(FaultKind.Status) { Status = 500, Times = 1 });

        Assert.Equal([429, 500, 200], await CallAsync(3));
    }

    [Fact]
    public async Task Clear_EndsAllFaults()
    {
        Server.Faults.Add(new(FaultKind.Status));
        Server.Faults.Clear();

        Assert.Equal([200], await CallAsync(1));
    }

    [Fact]
    public async Task Fault_ForKindAndServer_MeetsNoOther()
    {
        Server.Faults.Add(
            new(FaultKind.Status) { Call = CallKind.Metadata, Protocol = Protocol.TensorFlowServing }
        );

        Assert.Equal([200], await CallAsync(1));
        await GetAsync(AiPlatform);
        await PredictAsync(TensorFlowServing, "a");
        using var response = await Client.GetAsync(TensorFlowServing, Cancelled);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Theory]
    [InlineData(0, 1, 503, "'times' is 0; it must be at least 1.")]
    [InlineData(null, 0, 503, "'every' is 0; it must be at least 1.")]
    [InlineData(null, 1, 200, "'status' is 200; it must be from 400 to 599.")]
    public void Add_FaultWithFlaw_IsRefused(int? times, int every, int status, string message)
    {
        var fault = new Fault(FaultKind.Status)
        {
            Times = times,
            Every = every,
            Status = status,
        };

        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Server.Faults.Add(fault)).Message);
    }

    private async Task<List<int>> CallAsync(int times)
    {
        var statuses = new List<int>();
        for (var call = 0; call < times; call++)
        {
            using var response = await PostAsync($"{AiPlatform}:predict", """{"instances": ["a"]}""");
            statuses.Add((int)response.StatusCode);
        }

        return statuses;
    }
}
