using Google.Cloud.Functions.Hosting;
using Xunit;

namespace StandIns.Tests.Hosting;

public sealed class FunctionsStartupAttributeTests
{
    [Fact]
    public void Order_ByDefault_IsZero()
    {
        var attribute = new FunctionsStartupAttribute(typeof(StartupA));

        Assert.Equal(0, attribute.Order);
        Assert.Equal(typeof(StartupA), attribute.StartupType);
    }

    [Fact]
    public void GetStartupTypes_SeveralOnAType_SortsByOrderThenByFullName()
    {
        var types = FunctionsStartupAttribute.GetStartupTypes(typeof(Several).Assembly, typeof(Several));

        Assert.Equal([typeof(StartupC), typeof(StartupA), typeof(StartupB)], types);
    }

    [Fact]
    public void GetStartupTypes_OnABaseType_AreInherited()
    {
        var types = FunctionsStartupAttribute.GetStartupTypes(typeof(Derived).Assembly, typeof(Derived));

        Assert.Equal([typeof(StartupC), typeof(StartupA), typeof(StartupB), typeof(StartupD)], types);
    }

    [Fact]
    public void GetStartupTypes_WithoutAType_ReadsTheAssemblyAlone()
    {
        Assert.Empty(FunctionsStartupAttribute.GetStartupTypes(typeof(Several).Assembly, null));
    }

    [FunctionsStartup(typeof(StartupB))]
    [FunctionsStartup(typeof(StartupA))]
    [FunctionsStartup(typeof(StartupC), Order = -1)]
    private class Several;

    [FunctionsStartup(typeof(StartupD))]
    private sealed class Derived : Several;

    private sealed class StartupA : FunctionsStartup;

    private sealed class StartupB : FunctionsStartup;

    private sealed class StartupC : FunctionsStartup;

    private sealed class StartupD : FunctionsStartup;
}
