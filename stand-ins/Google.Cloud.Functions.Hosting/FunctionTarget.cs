using System.Reflection;
using Google.Cloud.Functions.Framework;
using Google.Cloud.Functions.Hosting.Configuration;
using Microsoft.Extensions.Configuration;

namespace Google.Cloud.Functions.Hosting;

/// <summary>The type of the function that is served, and the rules by which it is found.</summary>
/// <param name="Type">A type that implements <see cref="IHttpFunction"/>.</param>
internal sealed record FunctionTarget(Type Type)
{
    /// <summary>Finds the configured function, or else the only one.</summary>
    /// <param name="configuration">The configuration that may name a function.</param>
    /// <param name="assembly">The assembly that contains the function.</param>
    /// <returns>The function's type.</returns>
    /// <exception cref="ArgumentException">None is named, and the assembly has none or several.</exception>
    /// <exception cref="InvalidOperationException">The named type isn't in the assembly.</exception>
    public static Type Find(IConfiguration configuration, Assembly assembly) =>
        FindNamed(configuration, assembly)
        ?? FindAll(assembly) switch
        {
            [var only] => only,
            [] => throw new ArgumentException(
                $"The assembly {assembly.GetName().Name} has no function: no concrete, non-generic class "
                    + $"implements {nameof(IHttpFunction)}."
            ),
            var several => throw new ArgumentException(
                $"The assembly {assembly.GetName().Name} has {several.Length} functions: "
                    + $"{string.Join(", ", several.Select(type => type.FullName))}. Name one of them in the "
                    + $"environment variable {EntryPoint.FunctionTargetEnvironmentVariable} or with --target."
            ),
        };

    /// <summary>Finds the configured function, or else the only one, or else nothing.</summary>
    /// <param name="configuration">The configuration that may name a function.</param>
    /// <param name="assembly">The assembly that contains the function.</param>
    /// <returns>The function's type; null where <see cref="Find"/> throws an ArgumentException.</returns>
    /// <exception cref="InvalidOperationException">The named type isn't in the assembly.</exception>
    public static Type? FindOrDefault(IConfiguration configuration, Assembly assembly) =>
        FindNamed(configuration, assembly) ?? (FindAll(assembly) is [var only] ? only : null);

    private static Type? FindNamed(IConfiguration configuration, Assembly assembly)
    {
        var name = FunctionsFrameworkOptions.Read(configuration).FunctionTarget;
        return name is null
            ? null
            : assembly.GetType(name)
                ?? throw new InvalidOperationException(
                    $"The assembly {assembly.GetName().Name} has no type '{name}' to serve as the function."
                );
    }

    private static Type[] FindAll(Assembly assembly) =>
        [
            .. assembly
                .GetTypes()
                .Where(type =>
                    type is { IsClass: true, IsAbstract: false, IsGenericType: false }
                    && type.IsAssignableTo(typeof(IHttpFunction))
                ),
        ];
}
