using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>Parses JSON as one of the servers does: where it goes wrong, and because of what, is part of what
/// they say.</summary>
/// <param name="text">The text.</param>
/// <param name="rules">What is taken beyond JSON.</param>
internal sealed class JsonTreeReader(string text, JsonRules rules)
{
    private static readonly string[] Odd = ["NaN", "Infinity", "-Infinity"];

    private int _at;

    private char Current => _at < text.Length ? text[_at] : '\0';

    /// <summary>Parses a text.</summary>
    /// <exception cref="JsonFlawException">It is no JSON.</exception>
    public JsonTree Read()
    {
        var value = ReadValue();
        SkipSpace();
        return _at == text.Length ? value : throw new JsonFlawException(JsonFlaw.Rest, _at);
    }

    private JsonTree ReadValue()
    {
        SkipSpace();
        return Current switch
        {
            '{' => ReadObject(),
            '[' => ReadList(),
            '"' => new(JsonValueKind.String, ReadString()),
            _ => ReadWord(),
        };
    }

    private JsonTree ReadObject()
    {
        var tree = new JsonTree(JsonValueKind.Object);
        ReadItems('}', () =>
        {
            var name = Current == '"' ? ReadString() : throw NoValue();
            SkipSpace();
            _at += Current == ':' ? 1 : throw NoValue();
            tree.Members.Add((name, ReadValue()));
        });
        return tree;
    }

    private JsonTree ReadList()
    {
        var tree = new JsonTree(JsonValueKind.Array);
        ReadItems(']', () => tree.Items.Add(ReadValue()));
        return tree;
    }

    private void ReadItems(char end, Action read)
    {
        _at++;
        SkipSpace();
        while (Current != end)
        {
            read();
            SkipSpace();
            if (Current != ',')
            {
                _at += Current == end ? 1 : throw NoValue();
                return;
            }

            var comma = _at++;
            SkipSpace();
            if (Current == end)
            {
                throw new JsonFlawException(JsonFlaw.TrailingComma, comma);
            }
        }

        _at++;
    }

    private JsonTree ReadWord()
    {
        foreach (var (word, kind) in Words())
        {
            if (string.CompareOrdinal(text, _at, word, 0, word.Length) == 0)
            {
                _at += word.Length;
                return new(kind, word);
            }
        }

        var start = _at;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '-' or '+' or '.')
        {
            _at++;
        }

        var number = text[start.._at];
        if (
            number.TrimStart('-') is [>= '0' and <= '9', ..]
            && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        )
        {
            return new(JsonValueKind.Number, number);
        }

        _at = start;
        throw NoValue();
    }

    private IEnumerable<(string Word, JsonValueKind Kind)> Words() =>
        [
            ("true", JsonValueKind.True),
            ("false", JsonValueKind.False),
            ("null", JsonValueKind.Null),
            .. rules.Numbers ? Odd.Select(word => (word, JsonValueKind.Number)) : [],
        ];

    private string ReadString()
    {
        var value = new StringBuilder();
        for (_at++; Current != '"' || _at == text.Length; _at++)
        {
            if (_at >= text.Length)
            {
                throw NoValue();
            }

            if (Current < ' ')
            {
                throw new JsonFlawException(JsonFlaw.Control, _at);
            }

            value.Append(Current == '\\' ? ReadEscape() : Current);
        }

        _at++;
        return value.ToString();
    }

    private char ReadEscape()
    {
        var start = _at++;
        switch (Current)
        {
            case 'u':
                return ReadUnit(start);
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case '"' or '\\' or '/':
                return Current;
            default:
                throw new JsonFlawException(JsonFlaw.Escape, start);
        }
    }

    private char ReadUnit(int start)
    {
        var unit = UnitAt(start) ?? throw new JsonFlawException(JsonFlaw.Escape, start);
        _at = start + 5;
        var isSecond = start >= 6 && UnitAt(start - 6) is { } before && char.IsHighSurrogate(before);
        if (char.IsLowSurrogate(unit) && !isSecond && !rules.LowSurrogates)
        {
            throw new JsonFlawException(JsonFlaw.LowSurrogate, start);
        }

        var hasSecond = UnitAt(start + 6) is { } after && char.IsLowSurrogate(after);
        return char.IsHighSurrogate(unit) && !hasSecond && !rules.HighSurrogates
            ? throw new JsonFlawException(JsonFlaw.HighSurrogate, start)
            : unit;
    }

    private char? UnitAt(int start) =>
        start + 6 <= text.Length
        && text[start] == '\\'
        && text[start + 1] == 'u'
        && ushort.TryParse(
            text.AsSpan(start + 2, 4),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var unit
        )
            ? (char)unit
            : null;

    private void SkipSpace()
    {
        while (Current is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }
    }

    private JsonFlawException NoValue() => new(_at >= text.Length ? JsonFlaw.End : JsonFlaw.NoValue, _at);
}
