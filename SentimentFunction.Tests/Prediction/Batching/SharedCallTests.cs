using System.Text;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Batching;

/// <summary>Which requests share a call, and in which order they leave.</summary>
public sealed class SharedCallTests : BatchingTest
{
    [Fact]
    public async Task Request_WhileASlotIsFree_LeavesAtOnce()
    {
        Options = Options with { MaxCalls = 2 };

        var requests = AskFrom(1, 4);
        AssertCalls("[1]", "[2]");
        Server.Calls[1].Answer();
        AssertCalls("[1]", "[2]", "[3,4]");

        AnswerAll();
        for (var row = 1; row <= 4; row++)
        {
            await AssertAnsweredAsync(requests[row - 1], row);
        }
    }

    [Fact]
    public async Task Requests_OfSeveralInstances_GetTheirOwnRows()
    {
        var first = AskAsync(0);
        var second = AskAsync(Of(1, 2));
        var third = AskAsync(Of(3));
        var fourth = AskAsync(Of(4, 5, 6));

        AnswerAll();

        AssertCalls("[0]", "[1,2,3,4,5,6]");
        await AssertAnsweredAsync(first, 0);
        await AssertAnsweredAsync(second, 1, 2);
        await AssertAnsweredAsync(third, 3);
        await AssertAnsweredAsync(fourth, 4, 5, 6);
        Assert.Equal(0, Budget.Taken);
    }

    [Fact]
    public void Call_Shared_CountsItsInstances()
    {
        _ = AskAsync(0);
        _ = AskAsync(Of(1, 2));
        _ = AskAsync(3);

        AnswerAll();

        Assert.Equal([1, 3], Server.Calls.Select(call => call.Instances.Count));
    }

    [Fact]
    public void Requests_ThatFillACall_LeaveInIt()
    {
        Options = Options with { MaxInstances = 3 };
        _ = AskAsync(0);
        _ = AskAsync(Of(1, 2));
        _ = AskAsync(3);
        _ = AskAsync(4);

        AnswerAll();

        AssertCalls("[0]", "[1,2,3]", "[4]");
    }

    [Fact]
    public void Request_BehindOneThatDoesNotFit_DoesNotOvertakeIt()
    {
        Options = Options with { MaxInstances = 3 };
        _ = AskAsync(0);
        _ = AskAsync(Of(1, 2));
        _ = AskAsync(Of(3, 4));
        _ = AskAsync(5);

        AnswerAll();

        AssertCalls("[0]", "[1,2]", "[3,4,5]");
    }

    [Fact]
    public void Requests_WhereCallsAreNotShared_AllLeaveAtOnce()
    {
        Options = Options with { MaxInstances = 1 };

        AskFrom(1, 9);
        _ = AskAsync(Of(10, 11), "v1");
        AskFrom(12, 19, "v1");

        Assert.Equal(18, Server.Open.Count);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(-1, 3)]
    public void Requests_BeyondTheBytesOfACall_LeaveWithTheNext(int missing, int calls)
    {
        var small = Of(1);
        Options = Options with
        {
            Payload = new((int)PayloadLimit.SizeOf(small) + small.Json.Length + missing),
        };
        AskFrom(1, 3);

        AnswerAll();

        Assert.Equal(calls, Server.Calls.Count);
    }

    [Fact]
    public void Requests_WithLongParameters_LeaveRoomForThem()
    {
        var one = Of(1) with { SignatureName = new byte[10], Parameters = new byte[20] };
        Options = Options with { Payload = new(64 + 30 + (2 * 3)) };
        for (var i = 0; i < 4; i++)
        {
            _ = AskAsync(one);
        }

        AnswerAll();

        Assert.Equal([1, 2, 1], Server.Calls.Select(call => call.Instances.Count));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    public void Request_ThatIsLarge_LeavesAlone(int more, int calls)
    {
        _ = AskAsync(0);
        _ = AskAsync(OfSize(Lane.LargestShare + more));
        _ = AskAsync(1);

        AnswerAll();

        Assert.Equal(calls, Server.Calls.Count);
    }

    [Fact]
    public void Requests_BehindALargeOne_ShareACallWithWhoStandsBeforeIt()
    {
        _ = AskAsync(0);
        _ = AskAsync(1);
        _ = AskAsync(OfSize(Lane.LargestShare + 1));
        _ = AskAsync(2);

        AnswerAll();

        Assert.Equal("[1,2]", Server.Calls[1].Json);
        Assert.Equal(3, Server.Calls.Count);
    }

    [Fact]
    public void Call_Shared_CarriesWhatItsRequestsHaveInCommon()
    {
        var common = Of(1) with { SignatureName = "\"s\""u8.ToArray(), Parameters = "{}"u8.ToArray() };
        _ = AskAsync(common, "v1");
        _ = AskAsync(common, "v1");
        _ = AskAsync(common with { SignatureName = "\"s\""u8.ToArray() }, "v1");

        AnswerAll();

        var shared = Server.Calls[1];
        Assert.Equal("v1", shared.Version);
        Assert.Equal("\"s\""u8, shared.Instances.SignatureName.Span);
        Assert.Equal("{}"u8, shared.Instances.Parameters.Span);
        Assert.False(shared.Instances.IsPart);
        AssertCalls("[1]", "[1,1]");
    }

    [Fact]
    public void Parts_OfRequests_ShareCallsOfParts()
    {
        var part = Of(1) with { IsPart = true };
        _ = AskAsync(part);
        _ = AskAsync(part);
        _ = AskAsync(2);
        _ = AskAsync(part);
        _ = AskAsync(3);

        AnswerAll();

        AssertCalls("[1]", "[1,1]", "[2,3]");
        Assert.Equal([true, true, false], Server.Calls.Select(call => call.Instances.IsPart));
    }

    [Fact]
    public void Parts_OfAPinnedVersion_StandInTheLineOfTheDefaultOne()
    {
        var part = Of(1) with { IsPart = true, IsPinned = true };
        _ = AskAsync(0);
        _ = AskAsync(part, "v3");
        _ = AskAsync(2);
        _ = AskAsync(part, "v3");
        _ = AskAsync(part, "v4");

        AssertCalls("[0]");
        AnswerAll();

        AssertCalls("[0]", "[1,1]", "[2]", "[1]");
        Assert.Equal([null, "v3", null, "v4"], Server.Calls.Select(call => call.Version));
    }

    [Theory]
    [InlineData(null, "a", "b", true)]
    [InlineData("v1", "a", "b", false)]
    [InlineData(null, "b", "b", false)]
    [InlineData(null, "a", "a", false)]
    [InlineData(null, "ab", "", false)]
    public void Request_OfTheSame_CanShare(string? version, string signature, string parameters, bool can)
    {
        var one = Request(null, "a", "b");
        var other = Request(version, signature, parameters);

        Assert.Equal(can, one.CanShareWith(other));
        Assert.Equal(can, other.CanShareWith(one));
    }

    [Fact]
    public void Request_OfAGroup_SharesWithItsGroupOnly()
    {
        var group = new CallGroup(CallGroup.Reason.Part);
        var one = Request(null, "", "");
        var other = Request(null, "", "");
        one.Group = group;

        Assert.False(one.CanShareWith(other));
        other.Group = new(CallGroup.Reason.Part);
        Assert.False(one.CanShareWith(other));
        other.Group = group;
        Assert.True(one.CanShareWith(other));
    }

    [Fact]
    public async Task Server_WhileItIsAsked_KeepsNobodyFromAsking()
    {
        Server.OnCall = call =>
        {
            if (call.Json != "[9]")
            {
                // Another thread comes in while this one is in the middle of a call.
                var other = Task.Run(void () => AskAsync(9, "v9"), Cancellation);
                Assert.True(other.Wait(BoundedWait.Limit, Cancellation));
            }
        };

        var first = AskAsync(1);
        _ = AskAsync(2);
        _ = AskAsync(3);
        Server.Calls.First(call => call.Json == "[1]").Answer();

        await AssertAnsweredAsync(first, 1);
        Assert.Contains("[2,3]", Server.Calls.Select(call => call.Json));
    }

    private static PendingRequest Request(string? version, string signature, string parameters) =>
        new(
            Of(1) with
            {
                SignatureName = Encoding.UTF8.GetBytes(signature),
                Parameters = Encoding.UTF8.GetBytes(parameters),
            },
            version
        );
}
