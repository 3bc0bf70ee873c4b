using System.Globalization;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Faults;

/// <summary>Writes the answers of faults that need no prediction.</summary>
internal static class FaultyAnswer
{
    /// <summary>The status of a call that is never answered.</summary>
    private const int NoAnswer = 0;

    private const string GarbageText =
        "<!DOCTYPE html>\n<html><title>Sign in</title><p>Please sign in.</html>\n";

    /// <summary>Writes the answer if the fault is one that needs no prediction.</summary>
    /// <param name="call">The call.</param>
    /// <param name="fault">What goes wrong; null for nothing.</param>
    /// <returns>Whether the call has its answer.</returns>
    public static bool TryWrite(Call call, Fault? fault)
    {
        switch (fault?.Kind)
        {
            case FaultKind.Status:
                WriteStatus(call, fault);
                return true;
            case FaultKind.Hang:
                call.Answer(NoAnswer);
                return true;
            case FaultKind.Garbage:
                call.WriteText(fault.Message ?? GarbageText, "text/html; charset=UTF-8");
                return true;
            case FaultKind.ErrorInOk:
                WriteErrorInOk(call, fault);
                return true;
            default:
                return false;
        }
    }

    private static void WriteStatus(Call call, Fault fault)
    {
        if (fault.RetryAfter is { } delay)
        {
            call.Http.Response.Headers.RetryAfter = Math.Ceiling(delay.TotalSeconds)
                .ToString(CultureInfo.InvariantCulture);
        }

        var code = RpcCode.For(fault.Status);
        call.Protocol.Refuse(call, code, fault.Message ?? $"Injected fault: {code.Name}");
    }

    private static void WriteErrorInOk(Call call, Fault fault) => call.WriteJson(default, writer =>
        {
            var message = fault.Message ?? "Prediction failed: unknown error.";
            writer.WriteStartObject();
            if (fault.AsObject)
            {
                writer.WriteStartObject("error");
                writer.WriteNumber("code", 13);
                writer.WriteString("message", message);
                writer.WriteEndObject();
            }
            else
            {
                writer.WriteString("error", message);
            }

            writer.WriteEndObject();
        });
}
