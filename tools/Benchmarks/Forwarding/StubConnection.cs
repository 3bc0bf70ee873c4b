using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace SentimentFunction.Tools.Benchmarks.Forwarding;

/// <summary>Answers the requests of one connection, one after the other, with as little work as
/// possible.</summary>
internal sealed class StubConnection : ConnectionHandler
{
    /// <inheritdoc/>
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        ReadResult read;
        do
        {
            read = await input.ReadAsync();
            var left = read.Buffer;
            while (StubRequest.Answer(ref left) is { } answer)
            {
                await output.WriteAsync(answer);
            }

            input.AdvanceTo(left.Start, left.End);
        } while (!read.IsCompleted);
    }
}
