using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SentimentFunction.Prediction;

namespace SentimentFunction.Http.Predict;

/// <summary>Parses the body of a request for predictions, without building objects of it.</summary>
/// <remarks>
/// <c>instances</c> are sliced out of the body as they are. A <c>sentence</c> or <c>sentences</c> become
/// instances by wrapping each JSON string, as it is, into <c>{"sentence": …}</c>.
/// </remarks>
internal ref struct PredictRequestParser
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly PredictRequestLimits _limits;
    private readonly MemoryLease _memory;
    private readonly int _maxInstances;
    private Utf8JsonReader _reader;
    private string? _form;
    private ReadOnlyMemory<byte> _instances;
    private int _count;
    private ReadOnlyMemory<byte>? _signatureName;
    private ReadOnlyMemory<byte>? _parameters;
    private bool? _explain;

    /// <summary>Starts at the beginning of a body.</summary>
    /// <param name="json">The body, valid UTF-8.</param>
    /// <param name="limits">What a caller may ask for.</param>
    /// <param name="memory">Where memory is taken from for instances that are not in the body as
    /// such.</param>
    public PredictRequestParser(ReadOnlyMemory<byte> json, LimitsOptions limits, MemoryLease memory)
    {
        _json = json;
        _limits = new(limits);
        _maxInstances = limits.MaxInstances;
        _memory = memory;
        _reader = new Utf8JsonReader(json.Span);
    }

    /// <summary>What comes around a sentence, at most: <c>,{"sentence":}</c>.</summary>
    private const int RoomAround = 16;

    private static ReadOnlySpan<byte> InstanceBefore => "{\"sentence\":"u8;

    /// <summary>Whether the words of the sentences are to be explained.</summary>
    public readonly bool Explain => _explain == true;

    /// <summary>Parses the body.</summary>
    /// <returns>The instances: slices of the body, or of what was composed.</returns>
    /// <exception cref="BadHttpRequestException">The body is malformed (400) or beyond a limit
    /// (413).</exception>
    /// <exception cref="JsonException">The body is not JSON.</exception>
    public Instances Parse()
    {
        _reader.Read();
        Expect(JsonTokenType.StartObject, "The body", "a JSON object");
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember();
        }

        // The reader looks for text after the object only when it is asked for one more token.
        _reader.Read();
        if (_form is null)
        {
            throw Malformed.NoSentence();
        }

        if (Explain && _form == "instances")
        {
            throw Malformed.NoWords();
        }

        ReleaseBody();
        return new(_instances, _count)
        {
            SignatureName = _signatureName ?? default,
            Parameters = _parameters ?? default,
        };
    }

    /// <summary>The body is not referred to any longer where everything has been composed.</summary>
    private readonly void ReleaseBody()
    {
        if (
            _form != "instances"
            && _signatureName is not { Length: > 0 }
            && _parameters is not { Length: > 0 }
        )
        {
            _memory.Remove(_json.Length);
        }
    }

    private void ReadMember()
    {
        _limits.CheckText(ref _reader, "name of a member");
        if (_reader.ValueTextEquals("sentence"u8))
        {
            Begin("sentence");
            ReadSentence();
        }
        else if (_reader.ValueTextEquals("sentences"u8))
        {
            Begin("sentences");
            ReadSentences();
        }
        else if (_reader.ValueTextEquals("instances"u8))
        {
            Begin("instances");
            ReadInstances();
        }
        else if (_reader.ValueTextEquals("signature_name"u8))
        {
            _signatureName = ReadOptional("signature_name", _signatureName, JsonTokenType.String);
        }
        else if (_reader.ValueTextEquals("parameters"u8))
        {
            _parameters = ReadOptional("parameters", _parameters, JsonTokenType.StartObject);
        }
        else if (_reader.ValueTextEquals("explain"u8))
        {
            ReadExplain();
        }
        else
        {
            throw Malformed.UnknownMember(_reader.ValueSpan);
        }
    }

    private void Begin(string form)
    {
        if (_form is not null)
        {
            throw _form == form ? Malformed.Twice(form) : Malformed.Both(_form, form);
        }

        _form = form;
        _reader.Read();
    }

    private void ReadSentence()
    {
        var composed = Compose();
        AddSentence(composed, "sentence");
        _instances = End(composed);
    }

    private void ReadSentences()
    {
        Expect(JsonTokenType.StartArray, "'sentences'", "an array of strings");
        var composed = Compose();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            AddSentence(composed, "sentences", _count);
        }

        _instances = End(composed);
        _limits.CheckCount("sentences", _count);
    }

    /// <summary>Begins instances: there is room for the whole body, and for what comes around the
    /// sentences.</summary>
    private readonly ArrayBufferWriter<byte> Compose()
    {
        var room = _json.Length + Math.Min(_json.Length, RoomAround * _maxInstances);
        _memory.Add(room);
        return new(room);
    }

    private static ReadOnlyMemory<byte> End(ArrayBufferWriter<byte> composed)
    {
        composed.Write("]"u8);
        return composed.WrittenMemory;
    }

    private void AddSentence(ArrayBufferWriter<byte> composed, string name, int? index = null)
    {
        if (_reader.TokenType != JsonTokenType.String)
        {
            throw Malformed.Not(PredictRequestLimits.Quote(name, index), "a string");
        }

        if (_limits.CheckText(ref _reader, name, index))
        {
            throw Malformed.Empty(PredictRequestLimits.Quote(name, index));
        }

        // Those beyond the limit are counted only, for the message.
        if (_count++ < _maxInstances)
        {
            composed.Write(_count == 1 ? "["u8 : ","u8);
            composed.Write(InstanceBefore);
            composed.Write(CurrentValue().Span);
            composed.Write("}"u8);
        }
    }

    private void ReadInstances()
    {
        Expect(JsonTokenType.StartArray, "'instances'", "an array");
        var start = (int)_reader.TokenStartIndex;
        var depth = _reader.CurrentDepth + 1;
        while (_reader.Read() && _reader.CurrentDepth >= depth)
        {
            if (_reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                _limits.CheckText(ref _reader, "instances", _count);
            }

            // An element ends with its closing bracket, or is a value of its own.
            if (
                _reader.CurrentDepth == depth
                && _reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)
            )
            {
                _count++;
            }
        }

        _instances = _json[start..(int)_reader.BytesConsumed];
        _limits.CheckCount("instances", _count);
    }

    private void ReadExplain()
    {
        if (_explain is not null)
        {
            throw Malformed.Twice("explain");
        }

        _reader.Read();
        _explain = _reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw Malformed.Not("'explain'", "true or false"),
        };
    }

    private ReadOnlyMemory<byte> ReadOptional(
        string name,
        ReadOnlyMemory<byte>? earlier,
        JsonTokenType expected
    )
    {
        if (earlier is not null)
        {
            throw Malformed.Twice(name);
        }

        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        Expect(expected, $"'{name}'", expected == JsonTokenType.String ? "a string" : "an object");
        var start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        return _json[start..(int)_reader.BytesConsumed];
    }

    /// <summary>The string that the reader stands on, with its quotes.</summary>
    private readonly ReadOnlyMemory<byte> CurrentValue() =>
        _json[(int)_reader.TokenStartIndex..(int)_reader.BytesConsumed];

    private readonly void Expect(JsonTokenType type, string subject, string expected)
    {
        if (_reader.TokenType != type)
        {
            throw Malformed.Not(subject, expected);
        }
    }
}
