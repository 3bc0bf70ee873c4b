using System.Buffers;
using System.Globalization;
using System.Text;

namespace SentimentFunction.Tools.Fuzzer.Answers;

/// <summary>Reads the answers on a connection, as strictly as RFC 9112 requires servers to write
/// them.</summary>
/// <param name="stream">The connection.</param>
internal sealed class AnswerReader(Stream stream)
{
    private const int MaxLine = 65_536;
    private const int MaxBody = 64 << 20;

    /// <summary>Delimiters, which do not occur in names of headers (RFC 9110, section 5.6.2).</summary>
    private static readonly SearchValues<char> NoToken = SearchValues.Create(" \t\"(),/;<=>?@[\\]{}");

    private readonly byte[] _buffer = new byte[8_192];
    private int _position;
    private int _length;

    /// <summary>Whether bytes have arrived that belong to no answer yet.</summary>
    public bool HasMore => _position < _length;

    /// <summary>Reads an answer, skipping interim ones (1xx).</summary>
    /// <param name="isHead">Whether it has no body, as answers to HEAD.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The answer; null where the connection ends instead.</returns>
    /// <exception cref="MalformedAnswerException">It is not HTTP/1.1, or it is incomplete.</exception>
    public async Task<Answer?> ReadAsync(bool isHead, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!HasMore && !await FillAsync(cancellationToken))
            {
                return null;
            }

            var status = ReadStatus(await ReadLineAsync(cancellationToken));
            var headers = await ReadHeadersAsync(cancellationToken);
            if (status >= 200)
            {
                var answer = new Answer(status, headers, default);
                return HasBody(answer, isHead)
                    ? answer with
                    {
                        Body = await ReadBodyAsync(answer, cancellationToken),
                    }
                    : answer;
            }
        }
    }

    private static bool HasBody(Answer answer, bool isHead) => !isHead && answer.Status is not (204 or 304);

    private static int ReadStatus(string line) =>
        line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal)
        && line.Length > 12
        && line[12] == ' '
        && int.TryParse(line.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
        && status is >= 100 and <= 599
            ? status
            : throw new MalformedAnswerException($"'{line}' is no status line.");

    private async Task<List<KeyValuePair<string, string>>> ReadHeadersAsync(
        CancellationToken cancellationToken
    )
    {
        var headers = new List<KeyValuePair<string, string>>();
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || line.AsSpan(0, colon).ContainsAny(NoToken))
            {
                throw new MalformedAnswerException($"'{line}' is no header.");
            }

            headers.Add(new(line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        return headers;
    }

    private async Task<byte[]> ReadBodyAsync(Answer answer, CancellationToken cancellationToken)
    {
        var length = answer.Header("Content-Length");
        var coding = answer.Header("Transfer-Encoding");
        if (coding is not null)
        {
            return coding == "chunked" && length is null
                ? await ReadChunksAsync(cancellationToken)
                : throw new MalformedAnswerException(
                    $"The answer has Transfer-Encoding '{coding}' and Content-Length '{length}'."
                );
        }

        if (length is null)
        {
            return answer.Closes
                ? await ReadToEndAsync(cancellationToken)
                : throw new MalformedAnswerException("The answer does not say where it ends.");
        }

        return await ReadExactlyAsync(ParseLength(length, NumberStyles.None), cancellationToken);
    }

    private async Task<byte[]> ReadChunksAsync(CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        while (
            ParseLength(await ReadLineAsync(cancellationToken), NumberStyles.AllowHexSpecifier)
                is > 0
                    and var size
        )
        {
            body.Write(await ReadExactlyAsync(size, cancellationToken));
            if (await ReadLineAsync(cancellationToken) is { Length: > 0 } rest)
            {
                throw new MalformedAnswerException($"'{rest}' stands behind a chunk.");
            }
        }

        await ReadHeadersAsync(cancellationToken);
        return body.ToArray();
    }

    private static int ParseLength(string text, NumberStyles style) =>
        int.TryParse(text, style, CultureInfo.InvariantCulture, out var length)
        && length is >= 0 and <= MaxBody
            ? length
            : throw new MalformedAnswerException($"'{text}' is no length of a body or chunk.");

    private async Task<byte[]> ReadToEndAsync(CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        do
        {
            body.Write(_buffer, _position, _length - _position);
            _position = _length;
        } while (await FillAsync(cancellationToken));

        return body.ToArray();
    }

    private async Task<byte[]> ReadExactlyAsync(int length, CancellationToken cancellationToken)
    {
        var body = new byte[length];
        var read = 0;
        while (read < length)
        {
            if (!HasMore && !await FillAsync(cancellationToken))
            {
                throw new MalformedAnswerException(
                    $"The connection ended after {read:N0} of {length:N0} bytes."
                );
            }

            var piece = Math.Min(length - read, _length - _position);
            _buffer.AsSpan(_position, piece).CopyTo(body.AsSpan(read));
            _position += piece;
            read += piece;
        }

        return body;
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (HasMore || await FillAsync(cancellationToken))
        {
            var character = (char)_buffer[_position++];
            if (character == '\n')
            {
                return line.Length > 0 && line[^1] == '\r'
                    ? line.ToString(0, line.Length - 1)
                    : throw new MalformedAnswerException($"The line '{line}' does not end with CR LF.");
            }

            line.Append(character);
            if (line.Length > MaxLine)
            {
                throw new MalformedAnswerException($"A line has more than {MaxLine:N0} bytes.");
            }
        }

        throw new MalformedAnswerException($"The connection ended in the line '{line}'.");
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _position = 0;
        _length = await stream.ReadAsync(_buffer, cancellationToken);
        return _length > 0;
    }
}
