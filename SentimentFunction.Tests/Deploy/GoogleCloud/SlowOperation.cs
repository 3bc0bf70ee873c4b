using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>An operation that takes a while, and goes on whether anybody waits for it or not.</summary>
/// <remarks>https://cloud.google.com/vertex-ai/docs/general/long-running-operations</remarks>
internal sealed class SlowOperation
{
    private readonly Func<JsonNode> _effect;
    private JsonNode? _response;
    private int _calls;

    /// <param name="name">Its full name.</param>
    /// <param name="calls">How many further calls it needs; 0 if it is done at once.</param>
    /// <param name="effect">What it does in the end; gives the response.</param>
    public SlowOperation(string name, int calls, Func<JsonNode> effect)
    {
        Name = name;
        _calls = calls + 1;
        _effect = effect;
        GoOn();
    }

    /// <summary>Its full name.</summary>
    public string Name { get; }

    /// <summary>Whether it has had its effect.</summary>
    public bool IsDone => _response is not null;

    /// <summary>What the API says of it: nothing of its end, as long as it goes on.</summary>
    public JsonObject Json =>
        _response is null
            ? new() { ["name"] = Name, ["metadata"] = new JsonObject() }
            : new()
            {
                ["name"] = Name,
                ["metadata"] = new JsonObject(),
                ["done"] = true,
                ["response"] = _response.DeepClone(),
            };

    /// <summary>Brings it one step on.</summary>
    public void GoOn()
    {
        if (--_calls == 0)
        {
            _response = _effect();
        }
    }
}
