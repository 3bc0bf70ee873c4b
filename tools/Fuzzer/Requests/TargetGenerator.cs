using System.Text;

namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>Makes request lines other than the usual one.</summary>
/// <param name="choice">The source of random choices.</param>
internal sealed class TargetGenerator(Choice choice)
{
    // Kestrel's limit of a request line is 8 KiB.
    private const int MaxLine = 8_192;

    private static readonly string[] Clean =
    [
        "/model",
        "/model?version=v2",
        "/model?version=v1",
        "/model?version=2",
        "/openapi.json",
        "/",
        "/?",
        "/model/",
        "//",
        "/%2e%2e/",
        "/../model",
        "/a/./b",
        "/Model",
        "/%6dodel",
        "/model%20",
        "/%e2%82%ac",
        "/%",
        "/%zz",
        "/%ff",
        "/a%2fb",
        "/;a=b",
        "/a;b?c",
        "/favicon.ico",
        "/?version",
        "/?version=",
        "/model?version=v2&version=v1",
        "/model?version=%00",
        "/model?version=%ff%fe",
        "/model?version=../v1",
        "/model?version=%",
        "/?&&==&version=v2",
        "/?VERSION=v3",
        "/model?version=v%32",
        "/model?version=v2%0d%0aX-A:b",
        "/model?version=%F0%9F%98%80",
        "/?a=/?b",
        "/?version=v2:predict",
        "/model?version=0002",
        "/model?version=9999999999999999999999",
    ];

    private static readonly string[] Doubtful =
    [
        "*",
        "",
        "model",
        "http://127.0.0.1/",
        "http://127.0.0.1/model",
        "http://other/model",
        "https://127.0.0.1:1/",
        "http:///",
        "127.0.0.1:80",
        "/%00",
        "/\0",
        "/a b",
        "/#a",
        "/é",
        "\\",
        "/\t",
        "?version=v2",
        "/model?version=é",
        "//127.0.0.1/model",
        "ftp://a/",
        "http://a@127.0.0.1/",
        "http://[::1]/",
        "/\u007f",
        "/model?\"<>",
    ];

    private static readonly string[] Methods =
    [
        "GET",
        "HEAD",
        "POST",
        "OPTIONS",
        "PUT",
        "DELETE",
        "PATCH",
        "TRACE",
        "get",
        "PoSt",
        "FOO",
        "M-SEARCH",
        "A!#$",
    ];

    /// <summary>Sets method, target and version.</summary>
    public void Choose(RequestHead head)
    {
        head.Method = choice.OneIn(2) ? "GET" : choice.Of<string>(Methods);
        head.Target = Encoding.UTF8.GetBytes(choice.Of<string>(Clean));
        switch (choice.Below(40))
        {
            case < 4:
                head.Target = Encoding.UTF8.GetBytes(choice.Of<string>(Doubtful));
                head.Lower(Framing.Doubtful);
                break;
            case 4:
                head.Target = [(byte)'/', .. Mutation.Apply(choice, head.Target.AsSpan(1))];
                head.Lower(Framing.Unknown);
                break;
            case 5:
                head.Method = choice.Of(
                    "CONNECT",
                    "",
                    " GET",
                    "GET\t",
                    "G(T",
                    "GÉT",
                    "\0",
                    new string('M', 300)
                );
                head.Lower(Framing.Doubtful);
                break;
            case 6:
                head.Version = choice.Of(
                    "HTTP/1.2",
                    "HTTP/2.0",
                    "HTTP/0.9",
                    "HTTP/9.9",
                    "http/1.1",
                    "HTTP/1.1 ",
                    "HTTP/1",
                    "HTTPS/1.1",
                    ""
                );
                head.Lower(Framing.Doubtful);
                break;
            case 7:
                var length = choice.OneIn(2)
                    ? choice.Between(MaxLine - 40, MaxLine + 40)
                    : choice.Between(100, 40_000);
                head.Target = new ByteText()
                    .Add("/model?version=")
                    .Repeat(choice.Of("a", "%41"), length / 2)
                    .ToArray();
                head.Lower(Framing.Doubtful);
                break;
        }
    }
}
