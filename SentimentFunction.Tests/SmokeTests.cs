using Xunit;

namespace SentimentFunction.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Function_Always_IsAnHttpFunction() =>
        Assert.IsAssignableFrom<Google.Cloud.Functions.Framework.IHttpFunction>(new Function());
}
