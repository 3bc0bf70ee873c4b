using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Makes a server the far end of an HTTP proxy's tunnels, wherever they are to lead.</summary>
internal static class ConnectTunnel
{
    private static ReadOnlySpan<byte> EndOfHead => "\r\n\r\n"u8;

    /// <summary>Accepts the tunnel, and leaves what comes through it to the next one.</summary>
    /// <remarks>https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6</remarks>
    public static ConnectionDelegate Accept(ConnectionDelegate next) =>
        async connection =>
        {
            while (true)
            {
                var read = await connection.Transport.Input.ReadAsync(connection.ConnectionClosed);
                if (FindEndOfHead(read.Buffer) is { } end)
                {
                    connection.Transport.Input.AdvanceTo(end);
                    break;
                }

                if (read.IsCompleted)
                {
                    return;
                }

                connection.Transport.Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }

            await connection.Transport.Output.WriteAsync(
                "HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray()
            );
            await next(connection);
        };

    private static SequencePosition? FindEndOfHead(ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        return reader.TryReadTo(out ReadOnlySequence<byte> _, EndOfHead) ? reader.Position : null;
    }
}
