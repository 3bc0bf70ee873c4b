using System.Text;
using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Protocols.Instances;

/// <summary>Reads the body of a request for predictions and classifies its sentences on the way.</summary>
internal ref struct PredictRequestReader
{
    /// <summary>The name of the model's only input.</summary>
    public const string InputName = "sentence";

    private readonly InstancesProtocol _protocol;
    private readonly Classify _classify;
    private readonly ReadOnlySpan<byte> _body;
    private readonly List<float> _positive = [];
    private Utf8JsonReader _reader;
    private bool _hasInstances;
    private bool _hasInputs;
    private string? _signatureName;

    private readonly string Body => Encoding.UTF8.GetString(_body);

    /// <summary>Starts at the beginning of a body.</summary>
    /// <param name="protocol">The server that is asked.</param>
    /// <param name="classify">Classifies the sentences.</param>
    /// <param name="body">The body.</param>
    public PredictRequestReader(InstancesProtocol protocol, Classify classify, ReadOnlySpan<byte> body)
    {
        _protocol = protocol;
        _classify = classify;
        _body = body;
        _reader = new(body);
    }

    /// <summary>Reads the body.</summary>
    /// <exception cref="CallRefusedException">The server refuses the request.</exception>
    /// <exception cref="InstanceRefusedException">The model refuses an instance.</exception>
    public PredictRequest Read()
    {
        try
        {
            ReadMembers();
        }
        catch (JsonException exception)
        {
            throw _protocol.Describe(RequestFlaw.NotJson, exception.Message);
        }
        catch (InvalidOperationException)
        {
            // The reader's only way to say that a text can't be UTF-16, or is no UTF-8.
            throw _protocol.Describe(RequestFlaw.NotJson, "The surrogate pair in string is invalid.");
        }

        if (_signatureName is not (null or "" or InstancesProtocol.SignatureName))
        {
            throw _protocol.Describe(RequestFlaw.Signature, _signatureName);
        }

        return _hasInstances || _hasInputs
            ? new(_positive, _hasInputs)
            : throw _protocol.Describe(RequestFlaw.NoInstances);
    }

    private void ReadMembers()
    {
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            throw _protocol.Describe(RequestFlaw.NotAnObject, SentenceReader.Raw(ref _reader, _body));
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember();
        }

        // The reader looks for text after the object only when it is asked for one more token.
        _reader.Read();
    }

    private void ReadMember()
    {
        if (_reader.ValueTextEquals("instances"u8))
        {
            Begin(ref _hasInstances);
            ReadInstances();
            return;
        }

        var name = _reader.GetString()!;
        if (!_protocol.OptionalMembers.Contains(name))
        {
            throw _protocol.Describe(RequestFlaw.UnknownMember, name);
        }

        if (name == "inputs")
        {
            Begin(ref _hasInputs);
            ReadInputs();
            return;
        }

        _reader.Read();
        if (name == "signature_name")
        {
            _signatureName =
                _reader.TokenType == JsonTokenType.String
                    ? _reader.GetString()
                    : SentenceReader.Raw(ref _reader, _body);
        }

        _reader.Skip();
    }

    private void Begin(ref bool isThere)
    {
        if (_hasInstances || _hasInputs)
        {
            throw _protocol.Describe(
                isThere ? RequestFlaw.NotJson : RequestFlaw.BothFormats,
                isThere ? "Duplicate key." : Body
            );
        }

        isThere = true;
        _reader.Read();
    }

    private void ReadInstances()
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            throw _protocol.Describe(RequestFlaw.InstancesNotArray, Body);
        }

        var areObjects = false;
        for (var index = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; index++)
        {
            var isObject =
                _reader.TokenType == JsonTokenType.StartObject && !SentenceReader.IsBase64(_reader);
            areObjects = index == 0 ? isObject : areObjects;
            if (isObject != areObjects)
            {
                throw new InstanceRefusedException(
                    areObjects
                        ? $"Expecting object but got list at item {index} of input list"
                        : $"Expecting value/list but got object at item {index} of input list"
                );
            }

            _positive.Add(isObject ? ReadObject(index) : ReadElement(index, ""));
        }

        if (_positive.Count == 0)
        {
            throw _protocol.Describe(RequestFlaw.InstancesEmpty, Body);
        }
    }

    private float ReadObject(int index)
    {
        var start = _reader;
        float? positive = null;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!_reader.ValueTextEquals(InputName))
            {
                var name = _reader.GetString();
                throw new InstanceRefusedException(
                    $"Failed to process element: {index} key: {name} of 'instances' list. "
                        + $"Error: INVALID_ARGUMENT: JSON object: does not have named input: {name}"
                );
            }

            _reader.Read();
            positive = ReadElement(index, $" key: {InputName}");
        }

        return positive
            ?? throw new InstanceRefusedException(
                $"Failed to process element: {index} of 'instances' list. JSON object: "
                    + $"{SentenceReader.Raw(ref start, _body)} keys must be equal to: {InputName}"
            );
    }

    private float ReadElement(int index, string key)
    {
        try
        {
            return SentenceReader.Read(ref _reader, _body, _classify);
        }
        catch (InstanceRefusedException exception)
        {
            throw new InstanceRefusedException(
                $"Failed to process element: {index}{key} of 'instances' list. Error: INVALID_ARGUMENT: "
                    + exception.Message
            );
        }
    }

    private void ReadInputs()
    {
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            ReadColumn();
            return;
        }

        var isThere = false;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!_reader.ValueTextEquals(InputName))
            {
                throw new InstanceRefusedException(
                    $"JSON object: does not have named input: {_reader.GetString()}"
                );
            }

            isThere = true;
            _reader.Read();
            ReadColumn();
        }

        if (!isThere)
        {
            throw new InstanceRefusedException($"Missing named input: {InputName} in 'inputs' object.");
        }
    }

    private void ReadColumn()
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            throw new InstanceRefusedException($"The input '{InputName}' must be a list: its shape is [-1]");
        }

        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            _positive.Add(SentenceReader.Read(ref _reader, _body, _classify));
        }
    }
}
