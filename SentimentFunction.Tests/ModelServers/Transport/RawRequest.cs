using System.Globalization;
using System.Text;

namespace SentimentFunction.Tests.ModelServers.Transport;

/// <summary>What a server has been sent.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">The path, or the whole address.</param>
/// <param name="Head">All lines of the head.</param>
/// <param name="Body">The body.</param>
internal sealed record RawRequest(string Method, string Target, string Head, string Body)
{
    private const string EndOfHead = "\r\n\r\n";
    private const string Length = "Content-Length:";

    /// <summary>Reads a request; null when there is none.</summary>
    public static async Task<RawRequest?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[65_536];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            length += read;
            var text = Encoding.UTF8.GetString(buffer, 0, length);
            if (Parse(text) is { } request || read == 0)
            {
                return Parse(text);
            }
        }
    }

    private static RawRequest? Parse(string text)
    {
        var end = text.IndexOf(EndOfHead, StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        var lines = text[..end].Split("\r\n");
        var line = Array.Find(lines, line => line.StartsWith(Length, StringComparison.OrdinalIgnoreCase));
        var expected = line is null ? 0 : int.Parse(line[Length.Length..], CultureInfo.InvariantCulture);
        var body = text[(end + EndOfHead.Length)..];
        var parts = lines[0].Split(' ');
        return Encoding.UTF8.GetByteCount(body) < expected
            ? null
            : new(parts[0], parts[1], text[..end], body);
    }
}
