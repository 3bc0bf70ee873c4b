using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Http.Predict;

/// <summary>Parses the body of a request for predictions, without building objects of what is in
/// it.</summary>
internal ref partial struct PredictBodyParser
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly PredictRequestLimits _limits;
    private Utf8JsonReader _reader;
    private string? _form;
    private List<ReadOnlyMemory<byte>>? _sentences;
    private ReadOnlyMemory<byte> _instances;
    private int _count;
    private ReadOnlyMemory<byte>? _signatureName;
    private ReadOnlyMemory<byte>? _parameters;
    private bool? _explain;
    private bool _isOnErrorRead;
    private bool? _isReporting;
    private List<RowError>? _errors;

    /// <summary>Starts at the beginning of a body.</summary>
    /// <param name="json">The body, valid UTF-8.</param>
    /// <param name="limits">What a caller may ask for.</param>
    public PredictBodyParser(ReadOnlyMemory<byte> json, PredictRequestLimits limits)
    {
        _json = json;
        _limits = limits;
        _reader = new Utf8JsonReader(json.Span);
    }

    /// <summary>Parses the body.</summary>
    /// <exception cref="BadHttpRequestException">The body is malformed (400) or beyond a limit
    /// (413).</exception>
    /// <exception cref="JsonException">The body is not JSON.</exception>
    public PredictBody Parse()
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

        if (_explain == true && _sentences is null)
        {
            throw Malformed.NoWords();
        }

        if (_isOnErrorRead && _form == "sentence")
        {
            throw Malformed.NoRows();
        }

        return new()
        {
            Sentences = _sentences,
            Instances = _instances,
            Count = _count,
            SignatureName = _signatureName ?? default,
            Parameters = _parameters ?? default,
            Explain = _explain == true,
            Errors = _isOnErrorRead ? _errors ?? [] : null,
        };
    }

    private void ReadMember()
    {
        _limits.CheckText(ref _reader, "name of a member");
        if (_reader.ValueTextEquals("sentence"u8))
        {
            Begin("sentence");
            _sentences = new(capacity: 1);
            AddSentence(_sentences, "sentence");
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
        else if (_reader.ValueTextEquals("onError"u8))
        {
            ReadOnError();
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

    private void ReadOnError()
    {
        if (_isOnErrorRead)
        {
            throw Malformed.Twice("onError");
        }

        _reader.Read();
        OnErrorMember.Check(ref _reader, _limits);
        _isOnErrorRead = true;
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

    private readonly void Expect(JsonTokenType type, string subject, string expected)
    {
        if (_reader.TokenType != type)
        {
            throw Malformed.Not(subject, expected);
        }
    }
}
