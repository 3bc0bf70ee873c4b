using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Http.Predict;

/// <content>Reads sentences and instances, and what is wrong with them.</content>
internal ref partial struct PredictBodyParser
{
    private void ReadSentences()
    {
        Expect(JsonTokenType.StartArray, "'sentences'", "an array of strings");
        _sentences = [];
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            AddSentence(_sentences, "sentences", _count);
        }

        _limits.CheckCount("sentences", _count);
    }

    private void AddSentence(List<ReadOnlyMemory<byte>> sentences, string name, int? index = null)
    {
        if (_reader.TokenType != JsonTokenType.String)
        {
            throw Malformed.Not(PredictRequestLimits.Quote(name, index), "a string");
        }

        var flaw = _limits.FindFlaw(ref _reader, name, index, out var isBlank);
        if (flaw is not null || isBlank)
        {
            Refuse(index, flaw ?? Malformed.Empty(PredictRequestLimits.Quote(name, index)));
        }
        else if (_count < _limits.MaxInstances)
        {
            sentences.Add(_json[(int)_reader.TokenStartIndex..(int)_reader.BytesConsumed]);
        }

        // Those beyond the limit are counted only, for the message.
        _count++;
    }

    /// <summary>Refuses a sentence or an instance, or the whole body because of it.</summary>
    private void Refuse(int? index, BadHttpRequestException flaw)
    {
        if (index is not { } row || !(_isReporting ??= OnErrorMember.IsReporting(_json.Span)))
        {
            throw flaw;
        }

        // Several texts of one instance may have one.
        if (row < _limits.MaxInstances && !(_errors is [.., var last] && last.Index == row))
        {
            (_errors ??= []).Add(RowError.Of(row, flaw));
        }
    }

    private void ReadInstances()
    {
        Expect(JsonTokenType.StartArray, "'instances'", "an array");
        var start = (int)_reader.TokenStartIndex;
        var depth = _reader.CurrentDepth + 1;
        while (_reader.Read() && _reader.CurrentDepth >= depth)
        {
            if (
                _reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                && _limits.FindFlaw(ref _reader, "instances", _count, out _) is { } flaw
            )
            {
                Refuse(_count, flaw);
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
}
