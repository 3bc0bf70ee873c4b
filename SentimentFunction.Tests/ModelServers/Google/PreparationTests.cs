using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Google.Apis.Auth.OAuth2.Responses;
using SentimentFunction.ModelServers.Google;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Google;

/// <summary>What goes wrong before a call: whether it may pass, and what is said of it.</summary>
public sealed class PreparationTests
{
    private const string Secret = "ya29.secret";

    private static readonly Dictionary<string, (Exception Thrown, bool MayPass, string Log)> Table = new()
    {
        ["cancelled"] = (new TaskCanceledException(Secret), true, "TaskCanceledException"),
        ["not connected in time"] = (
            new TaskCanceledException(Secret, new TimeoutException(Secret)),
            true,
            "TaskCanceledException, because of System.TimeoutException"
        ),
        ["refused by the system"] = (
            new HttpRequestException(
                HttpRequestError.ConnectionError,
                Secret,
                new SocketException((int)SocketError.ConnectionRefused)
            ),
            true,
            "HttpRequestException (ConnectionError), because of System.Net.Sockets.SocketException "
                + "(ConnectionRefused)"
        ),
        ["broken on the way"] = (
            new HttpRequestException(HttpRequestError.ResponseEnded, Secret),
            true,
            "HttpRequestException (ResponseEnded)"
        ),
        ["broken in the body"] = (
            new HttpIOException(HttpRequestError.ResponseEnded, Secret),
            true,
            "HttpIOException (ResponseEnded)"
        ),
        ["answered with a status"] = (
            new HttpRequestException(Secret, null, HttpStatusCode.NotFound),
            false,
            "HttpRequestException (status 404)"
        ),
        ["refused by the token's server"] = (
            new TokenResponseException(
                new TokenErrorResponse { Error = "invalid_grant", ErrorDescription = Secret },
                HttpStatusCode.BadRequest
            ),
            false,
            "TokenResponseException (status 400, invalid_grant)"
        ),
        ["refused in other words"] = (
            new InvalidOperationException(
                Secret,
                new TokenResponseException(new TokenErrorResponse { Error = Secret })
            ),
            false,
            "because of Google.Apis.Auth.OAuth2.Responses.TokenResponseException"
        ),
        ["refused without a status"] = (
            new TokenResponseException(new TokenErrorResponse { Error = "invalid_client" }),
            false,
            "TokenResponseException (invalid_client)"
        ),
        ["no token"] = (new FormatException(Secret), false, "FormatException"),
        ["no JSON"] = (
            new JsonException(Secret, null, 2, 7),
            false,
            "(It is no JSON from line 2, byte 7 on, counted from 0.)"
        ),
    };

    public static TheoryData<string> Rows() => new(Table.Keys);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Failure_OfTheSignIn_SaysWhetherItMayPassAndQuotesNothing(string row)
    {
        var (thrown, mayPass, log) = Table[row];

        var failed = Preparation.SignIn.Failed(thrown);

        Assert.Equal(
            mayPass
                ? "The function can't sign in to the model server now. Try again later."
                : "The function can't sign in to the model server.",
            failed.Message
        );
        Assert.Equal(FailureOf(mayPass), failed.Failure);
        Assert.Contains(log, $"{failed}", StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, $"{failed}", StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Failure_OfTheProject_SaysWhetherItMayPass(string row)
    {
        var (thrown, mayPass, _) = Table[row];

        var failed = Preparation.Project.Failed(thrown);

        Assert.Equal(
            mayPass
                ? "The function can't find out now which project it belongs to. Try again later."
                : "The function can't find out which project it belongs to.",
            failed.Message
        );
        Assert.Equal(FailureOf(mayPass), failed.Failure);
    }

    private static PredictionFailure FailureOf(bool mayPass) =>
        mayPass ? PredictionFailure.Unavailable : PredictionFailure.ServerFailed;
}
