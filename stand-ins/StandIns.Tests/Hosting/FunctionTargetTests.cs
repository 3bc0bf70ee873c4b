using System.Reflection;
using Google.Cloud.Functions.Framework;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace StandIns.Tests.Hosting;

public sealed class FunctionTargetTests
{
    private static readonly Assembly WithOneFunction = typeof(Sample.Function).Assembly;
    private static readonly Assembly WithSeveralFunctions = typeof(FunctionTargetTests).Assembly;
    private static readonly Assembly WithoutFunction = typeof(IHttpFunction).Assembly;

    [Fact]
    public void AddFunctionTarget_AssemblyWithOneFunction_AddsItIgnoringAbstractAndGenericOnes()
    {
        var services = new ServiceCollection().AddFunctionTarget(Context(target: null), WithOneFunction);

        Assert.Equal(typeof(Sample.Function), AddedFunction(services).ImplementationType);
    }

    [Fact]
    public void AddFunctionTarget_AssemblyWithSeveralFunctions_Throws()
    {
        var services = new ServiceCollection();

        var exception = Assert.Throws<ArgumentException>(() =>
            services.AddFunctionTarget(Context(target: null), WithSeveralFunctions)
        );

        Assert.Contains("FUNCTION_TARGET", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddFunctionTarget_AssemblyWithoutFunction_Throws()
    {
        var services = new ServiceCollection();

        Assert.Throws<ArgumentException>(() =>
            services.AddFunctionTarget(Context(target: null), WithoutFunction)
        );
    }

    [Fact]
    public void AddFunctionTarget_NamedFunction_AddsIt()
    {
        var context = Context(typeof(AFunction).FullName);

        var services = new ServiceCollection().AddFunctionTarget(context, WithSeveralFunctions);

        Assert.Equal(typeof(AFunction), AddedFunction(services).ImplementationType);
    }

    [Theory]
    [InlineData("No.Such.Function")]
    [InlineData(nameof(AFunction))]
    public void AddFunctionTarget_UnknownName_ThrowsNamingIt(string target)
    {
        var services = new ServiceCollection();

        var exception = Assert.Throws<InvalidOperationException>(() =>
            services.AddFunctionTarget(Context(target), WithSeveralFunctions)
        );

        Assert.Contains($"'{target}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddFunctionTarget_NamedTypeIsNoFunction_Throws()
    {
        var services = new ServiceCollection();
        var context = Context(typeof(FunctionTargetTests).FullName);

        Assert.Throws<InvalidOperationException>(() =>
            services.AddFunctionTarget(context, WithSeveralFunctions)
        );
    }

    [Fact]
    public void AddFunctionTarget_Type_AddsItOncePerScope()
    {
        var services = new ServiceCollection().AddFunctionTarget(typeof(AFunction));

        Assert.Equal(ServiceLifetime.Scoped, AddedFunction(services).Lifetime);
    }

    [Fact]
    public void AddFunctionTarget_TypeArgument_AddsItsFunction()
    {
        var services = new ServiceCollection().AddFunctionTarget<AFunction>();

        Assert.Equal(typeof(AFunction), AddedFunction(services).ImplementationType);
    }

    [Fact]
    public void AddFunctionTarget_TypeIsNoFunction_ThrowsNamingIt()
    {
        var exception = Assert.Throws<InvalidOperationException>(() =>
            new ServiceCollection().AddFunctionTarget<string>()
        );

        Assert.Contains("System.String", exception.Message, StringComparison.Ordinal);
    }

    private static ServiceDescriptor AddedFunction(IServiceCollection services) =>
        services.Single(service => service.ServiceType == typeof(IHttpFunction));

    private static WebHostBuilderContext Context(string? target) =>
        new()
        {
            Configuration = new ConfigurationBuilder()
                .AddInMemoryCollection([new("FunctionsFramework:FunctionTarget", target)])
                .Build(),
        };

    private sealed class AFunction : IHttpFunction
    {
        public Task HandleAsync(HttpContext context) => Task.CompletedTask;
    }
}
