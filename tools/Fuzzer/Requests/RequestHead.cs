namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>The request line and headers of a request that is being made.</summary>
/// <param name="choice">The source of random choices, here of the headers' order.</param>
internal sealed class RequestHead(Choice choice)
{
    private readonly List<byte[]> _lines = [];

    /// <summary>The method.</summary>
    public string Method { get; set; } = "GET";

    /// <summary>The target, as it is sent.</summary>
    public byte[] Target { get; set; } = "/"u8.ToArray();

    /// <summary>The version of HTTP.</summary>
    public string Version { get; set; } = "HTTP/1.1";

    /// <summary>The end of each line.</summary>
    public string LineEnd { get; set; } = "\r\n";

    /// <summary>How certain the end of the request is; parts that make it less certain lower it.</summary>
    public Framing Framing { get; private set; } = Framing.Clean;

    /// <summary>Lowers the certainty to this at most.</summary>
    public void Lower(Framing framing) => Framing = framing > Framing ? framing : Framing;

    /// <summary>Adds a header.</summary>
    public void Add(string name, string value) => AddLine(new ByteText().Add($"{name}: {value}").ToArray());

    /// <summary>Adds a line as it is.</summary>
    public void AddLine(byte[] line) => _lines.Insert(choice.Below(_lines.Count + 1), line);

    /// <summary>The request line, the headers and the empty line.</summary>
    public ByteText Write()
    {
        var text = new ByteText().Add(Method).Add(" ").Add(Target).Add(" ").Add(Version).Add(LineEnd);
        foreach (var line in _lines)
        {
            text.Add(line).Add(LineEnd);
        }

        return text.Add(LineEnd);
    }
}
