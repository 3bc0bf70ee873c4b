using System.Net;
using Google.Cloud.Functions.Testing;
using Xunit;

namespace StandIns.Tests.Testing;

public sealed class FunctionTestBaseTests : FunctionTestBase<GreetingFunction>
{
    [Fact]
    public async Task ExecuteHttpGetRequestAsync_WithoutAPath_AsksForASample()
    {
        Assert.Equal("own", await ExecuteHttpGetRequestAsync());

        Assert.Equal("Greeting /sample-uri", Assert.Single(GetFunctionLogEntries()).Message);
    }

    [Fact]
    public Task ExecuteHttpGetRequestAsync_NoSuccess_Throws() =>
        Assert.ThrowsAsync<HttpRequestException>(() => ExecuteHttpGetRequestAsync("robots.txt"));

    [Fact]
    public async Task ExecuteHttpRequestAsync_WithAnAction_HandsItTheAnswer()
    {
        HttpStatusCode? status = null;

        await ExecuteHttpRequestAsync(Request("hello"), response =>
        {
            status = response.StatusCode;
        });

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task ExecuteHttpRequestAsync_WithAFunction_AwaitsIt()
    {
        string? text = null;

        await ExecuteHttpRequestAsync(Request("hello"), async response =>
        {
            text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        });

        Assert.Equal("own", text);
    }

    [Fact]
    public async Task ExecuteHttpRequestAsync_FunctionThrows_ThrowsTheSame()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            ExecuteHttpRequestAsync(Request("throw"), response => Assert.Fail("There is no answer."))
        );

        Assert.Equal("own", exception.Message);
    }

    [Fact]
    public void Server_Always_ServesTheFunction()
    {
        Assert.Equal(typeof(GreetingFunction), Server.FunctionTarget);
    }

    private static HttpRequestMessage Request(string path) =>
        new(HttpMethod.Get, new Uri(path, UriKind.Relative));
}
