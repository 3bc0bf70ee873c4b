using Microsoft.Playwright;
using Xunit;

namespace SentimentFunction.Tests.Browser;

/// <summary>
/// Watches a page for what nobody sees: console errors (a violated Content-Security-Policy is one), uncaught
/// exceptions, and requests to places that are none of its business.
/// </summary>
internal sealed class PageWatch
{
    private readonly List<string> _complaints = [];
    private readonly List<string> _expected = [];
    private readonly List<Uri> _servers;

    public PageWatch(IPage page, Uri server)
    {
        _servers = [server];
        page.Console += (_, message) => Note(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Note(true, error);
        page.Request += (_, request) => Note(!IsAllowed(request.Url), $"{request.Method} {request.Url}");
    }

    /// <summary>Allows requests to another server.</summary>
    public void Allow(Uri server) => _servers.Add(server);

    /// <summary>Tolerates complaints with this text; a browser logs every failed request.</summary>
    public void Expect(string text) => _expected.Add(text);

    /// <summary>Fails when there was anything to complain of.</summary>
    public void AssertQuiet()
    {
        lock (_complaints)
        {
            Assert.DoesNotContain(_complaints, complaint => !_expected.Any(complaint.Contains));
        }
    }

    private bool IsAllowed(string address)
    {
        var uri = new Uri(address);
        return uri.Scheme == "data" || _servers.Any(server => server.Authority == uri.Authority);
    }

    private void Note(bool isComplaint, string text)
    {
        if (isComplaint)
        {
            lock (_complaints)
            {
                _complaints.Add(text);
            }
        }
    }
}
