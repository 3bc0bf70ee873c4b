using System.Globalization;

namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>Makes requests.</summary>
/// <param name="choice">The source of random choices.</param>
internal sealed class MessageGenerator(Choice choice)
{
    private const int NotFound = 404;

    // Kestrel reads the rest of a request for a limited time only once it has answered it, so a large request
    // is the last one of its connection.
    private const int LargeLength = 65_536;

    private static readonly string[] JsonTypes =
    [
        "application/json",
        "application/json",
        "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\"",
        "Application/JSON",
        "application/problem+json",
        "application/vnd.a+json;x=y",
    ];

    private static readonly string[] OtherTypes =
    [
        "text/plain",
        "",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16",
        "json",
        "*/*",
        "application/json;",
        "application/json; charset",
        "multipart/form-data; boundary=a",
        "application/jsonx",
        "a b/c",
        "application/json, application/json",
        "text/json",
        "application/json; charset=\"utf-8",
        "é/é",
    ];

    private readonly BodyGenerator _bodies = new(choice);
    private readonly BodyCoding _codings = new(choice);
    private readonly BodyFraming _framing = new(choice);
    private readonly HeaderGenerator _headers = new(choice);
    private readonly TargetGenerator _targets = new(choice);

    /// <summary>A request that is well framed.</summary>
    /// <param name="name">A name that is unique in the run.</param>
    public Message CreateClean(string name)
    {
        var head = Begin(out var requestId, name);
        _headers.AddHarmless(head);
        return (
            choice.Below(10) switch
            {
                < 7 => CreatePrediction(head, isFramedRightly: true),
                7 => CreateUnique(head, name),
                8 => CreatePreflight(head),
                _ => CreateOther(head),
            }
        ) with
        {
            RequestId = requestId,
        };
    }

    /// <summary>A request that servers may refuse, or see as several.</summary>
    /// <param name="name">A name that is unique in the run.</param>
    public Message CreateDoubtful(string name)
    {
        var head = Begin(out _, name);
        _headers.AddHarmless(head);
        switch (choice.Below(4))
        {
            case 0:
                _headers.AddDoubtful(head);
                return choice.OneIn(2) ? CreatePrediction(head, isFramedRightly: true) : CreateOther(head);
            case 1:
                var valid = CreatePrediction(head, isFramedRightly: true);
                return new(Mutation.Apply(choice, valid.Bytes.Span), "", Framing.Unknown);
            case 2 when choice.OneIn(4):
                head.LineEnd = choice.Of("\n", "\r", "\r\n\r\n", "\n\r");
                head.Lower(Framing.Unknown);
                return CreatePrediction(head, isFramedRightly: true);
            default:
                return CreatePrediction(head, isFramedRightly: false);
        }
    }

    /// <summary>A request whose answer cannot be mistaken for that of another.</summary>
    /// <param name="name">A name that is unique in the run.</param>
    public Message CreateUnique(string name) => CreateUnique(Begin(out _, name), name);

    private static Message CreateUnique(RequestHead head, string name)
    {
        head.Target = new ByteText().Add($"/{name}").ToArray();
        return new(head.Write().ToArray(), head.Method, head.Framing)
        {
            Status = NotFound,
            Echo = $"/{name}",
        };
    }

    private Message CreatePrediction(RequestHead head, bool isFramedRightly)
    {
        head.Method = "POST";
        var body = _bodies.Create();
        if (choice.OneIn(12))
        {
            ChooseQuery(head);
            body = body with { Status = null };
        }

        var isJson = !choice.OneIn(20);
        head.Add("Content-Type", isJson ? choice.Of<string>(JsonTypes) : choice.Of<string>(OtherTypes));
        var (sent, read) = choice.OneIn(8) ? _codings.Apply(head, body) : (body.Bytes, body);
        var framed = isFramedRightly
            ? _framing.Frame(head, sent.Span)
            : _framing.FrameWrongly(head, sent.Span);
        if (framed.Length > LargeLength)
        {
            head.Lower(Framing.Last);
        }

        var isKnown = isFramedRightly && head.Framing < Framing.Doubtful && isJson;
        return new(head.Write().Add(framed).ToArray(), head.Method, head.Framing)
        {
            Json = isKnown ? read?.Bytes : null,
            Status = isKnown ? read?.Status : null,
        };
    }

    private void ChooseQuery(RequestHead head) =>
        head.Target = new ByteText()
            .Add("/?")
            .Add(
                choice.Of(
                    "version=v2",
                    "version=v1",
                    "version=2",
                    "version=1",
                    "version=v9",
                    "version=",
                    "version=a%20b",
                    "a=b",
                    "version=%c3",
                    "version=v1&version=v2",
                    "%76ersion=v1"
                )
            )
            .ToArray();

    private Message CreatePreflight(RequestHead head)
    {
        head.Method = "OPTIONS";
        head.Add("Origin", choice.Of("https://storage.googleapis.com", "null", "x", "http://localhost:8080"));
        head.Add("Access-Control-Request-Method", choice.Of("POST", "GET", "DELETE", "", "x y"));
        if (choice.OneIn(2))
        {
            head.Add(
                "Access-Control-Request-Headers",
                choice.Of("content-type", "content-type, x-a", "*", ",", "é")
            );
        }

        return new(head.Write().ToArray(), head.Method, head.Framing);
    }

    private Message CreateOther(RequestHead head)
    {
        _targets.Choose(head);
        var isOfHosting = head.Target.AsSpan().SequenceEqual("/favicon.ico"u8);
        ReadOnlySpan<byte> framed = [];
        if (choice.OneIn(4))
        {
            head.Add("Content-Type", "application/json");
            framed = _framing.Frame(head, _bodies.CreateValid().Bytes.Span);
        }
        else if (head.Version == "HTTP/1.0" && head.Method is "POST" or "PUT")
        {
            // HTTP/1.0 requires a length with these methods (RFC 1945, section 8.3), and Kestrel insists on
            // it.
            head.Lower(Framing.Doubtful);
        }

        return new(head.Write().Add(framed).ToArray(), head.Method, head.Framing)
        {
            IsOfHosting = isOfHosting,
        };
    }

    private RequestHead Begin(out string? requestId, string name)
    {
        var head = new RequestHead(choice);
        head.Add("Host", choice.Of("127.0.0.1", "127.0.0.1:8080", "localhost", "function.example.com"));
        requestId = choice.OneIn(2) ? name : null;
        if (requestId is not null)
        {
            head.Add("X-Request-Id", requestId);
        }
        else if (choice.OneIn(4))
        {
            head.Add(
                "X-Request-Id",
                choice.Of(
                    "",
                    "a b",
                    "é",
                    "a\tb",
                    new string('a', 128),
                    new string('a', 129),
                    "\"",
                    "{}",
                    "a,b",
                    choice.Below(1_000_000).ToString(CultureInfo.InvariantCulture)
                )
            );
        }

        switch (choice.Below(30))
        {
            case 0:
                head.Version = "HTTP/1.0";
                head.Lower(Framing.Last);
                break;
            case 1:
                head.Add("Connection", "close");
                head.Lower(Framing.Last);
                break;
            case 2:
                head.Add("Connection", "keep-alive");
                break;
        }

        return head;
    }
}
