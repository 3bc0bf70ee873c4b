using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;

/// <summary>Marks connections to the port of gRPC.</summary>
internal sealed class GrpcConnection
{
    /// <summary>What C-core sends to whoever doesn't speak HTTP/2: its own settings, and a window. Then it
    /// closes the connection.</summary>
    private static readonly byte[] Greeting = Convert.FromHexString(
        "000018040000000000000400400000000500400000000600004000fe0300000001000004080000000000003f0001"
    );

    private GrpcConnection() { }

    /// <summary>The beginning of HTTP/2 (RFC 9113, section 3.4).</summary>
    private static ReadOnlySpan<byte> Preface => "PRI "u8;

    /// <summary>Serves a connection, if it begins as HTTP/2 does.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="next">Serves it.</param>
    /// <param name="log">Gets a line about one that doesn't.</param>
    /// <param name="restAddress">Where the other protocols are.</param>
    public static async Task ServeAsync(
        ConnectionContext connection,
        ConnectionDelegate next,
        TextWriter log,
        Func<Uri> restAddress
    )
    {
        connection.Features.Set(new GrpcConnection());
        if (await BeginsAsHttp2Async(connection.Transport.Input))
        {
            await next(connection);
            return;
        }

        await log.WriteLineAsync(
            $"A call that is no HTTP/2 came to the port of gRPC; REST is at {restAddress()}."
        );
        await connection.Transport.Output.WriteAsync(Greeting);
        await connection.Transport.Output.CompleteAsync();
    }

    private static async Task<bool> BeginsAsHttp2Async(PipeReader input)
    {
        var read = await input.ReadAtLeastAsync(Preface.Length);
        var isPreface =
            read.Buffer.Length >= Preface.Length
            && read.Buffer.Slice(0, Preface.Length).ToArray().AsSpan().SequenceEqual(Preface);
        input.AdvanceTo(read.Buffer.Start);
        return isPreface || (read.Buffer.IsEmpty && read.IsCompleted);
    }
}
