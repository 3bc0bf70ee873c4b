using System.Reflection;
using Google.Cloud.Functions.Framework;
using Google.Cloud.Functions.Hosting;
using Microsoft.AspNetCore.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the function that is served.</summary>
public static class FunctionsFrameworkServiceCollectionExtensions
{
    /// <summary>Adds an assembly's configured function, or else its only one; each request gets its
    /// own.</summary>
    /// <param name="services">The services so far.</param>
    /// <param name="context">The host that is being built, with its configuration.</param>
    /// <param name="assembly">The assembly that contains the function.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentException">None is named, and the assembly has none or several.</exception>
    /// <exception cref="InvalidOperationException">The named type is missing, or is not a
    /// function.</exception>
    public static IServiceCollection AddFunctionTarget(
        this IServiceCollection services,
        WebHostBuilderContext context,
        Assembly assembly
    ) => services.AddFunctionTarget(FunctionTarget.Find(context.Configuration, assembly));

    /// <summary>Adds a function; each request gets its own.</summary>
    /// <typeparam name="TFunction">The function's type.</typeparam>
    /// <param name="services">The services so far.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">The type is not a function.</exception>
    public static IServiceCollection AddFunctionTarget<TFunction>(this IServiceCollection services) =>
        services.AddFunctionTarget(typeof(TFunction));

    /// <summary>Adds a function; each request gets its own.</summary>
    /// <param name="services">The services so far.</param>
    /// <param name="type">The function's type.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="InvalidOperationException">The type is not a function.</exception>
    public static IServiceCollection AddFunctionTarget(this IServiceCollection services, Type type) =>
        type.IsAssignableTo(typeof(IHttpFunction))
            ? services.AddSingleton(new FunctionTarget(type)).AddScoped(typeof(IHttpFunction), type)
            : throw new InvalidOperationException(
                $"The type {type.FullName} is no function: it doesn't implement {nameof(IHttpFunction)}."
            );
}
