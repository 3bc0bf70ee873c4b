using Microsoft.AspNetCore.Http;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>
/// What calls to a model server go through before it looks at what they ask for: their size, the caller's
/// token, and its start.
/// </summary>
internal sealed class Admission(
    CallCounters counters,
    ServerSettings settings,
    ITokenCheck tokens,
    TimeProvider time,
    CancellationToken stopping
)
{
    /// <summary>Lets a call in, or refuses it.</summary>
    /// <param name="call">The call; gets the body of the request, or an answer.</param>
    /// <returns>Whether it is let in.</returns>
    public async Task<bool> AdmitAsync(Call call)
    {
        if (call.Protocol is not ModelProtocol protocol)
        {
            return true;
        }

        if (settings.MaxHeaderBytes is { } most && HeaderBlock.Measure(call.Http.Request) > most)
        {
            HeaderBlock.Refuse(call);
            return false;
        }

        try
        {
            if (call.Kind == CallKind.Predict && call.Message is null)
            {
                await RequestBodyReader.ReadAsync(call, protocol);
            }

            CheckToken(call.Http.Request, protocol);
        }
        catch (CallRefusedException exception)
        {
            call.Protocol.Refuse(call, exception.Code, exception.Message, exception.Field);
            return false;
        }

        await StartAsync(call);
        return true;
    }

    private void CheckToken(HttpRequest request, ModelProtocol protocol)
    {
        if (!settings.RequireToken)
        {
            return;
        }

        const string Scheme = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw protocol.Describe(RequestFlaw.NoToken);
        }

        var token = authorization[Scheme.Length..];
        if (!(protocol.TakesIdentityTokens ? tokens.IsIdentityToken(token) : tokens.IsAccessToken(token)))
        {
            throw protocol.Describe(RequestFlaw.WrongToken);
        }
    }

    private async Task StartAsync(Call call)
    {
        if (settings.Start is { State: not StartState.Started } start)
        {
            using var end = stopping.Register(call.Http.Abort);
            counters.CountHeld();
            await start.WaitAsync(time, call.Aborted);
        }
    }
}
