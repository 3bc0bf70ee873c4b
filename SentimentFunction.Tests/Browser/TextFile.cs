using System.Text;
using Microsoft.Playwright;

namespace SentimentFunction.Tests.Browser;

/// <summary>A file that a person gives to the page.</summary>
internal static class TextFile
{
    public static FilePayload Of(string name, IEnumerable<string> lines) =>
        new()
        {
            Name = name,
            MimeType = "text/plain",
            Buffer = Encoding.UTF8.GetBytes(string.Join('\n', lines)),
        };
}
