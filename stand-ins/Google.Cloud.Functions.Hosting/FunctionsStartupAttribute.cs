using System.Reflection;

namespace Google.Cloud.Functions.Hosting;

/// <summary>Names a startup of an assembly's functions, or of one and those derived from it.</summary>
/// <remarks>On a test class or its assembly, it names a startup that replaces the function's own.</remarks>
/// <param name="startupType">A <see cref="FunctionsStartup"/> with a public constructor without
/// parameters.</param>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class, AllowMultiple = true)]
public class FunctionsStartupAttribute(Type startupType) : Attribute
{
    /// <summary>The startup: a type derived from <see cref="FunctionsStartup"/>.</summary>
    public Type StartupType { get; set; } = startupType;

    /// <summary>The startup's place among the others: lower ones go first. The default is 0.</summary>
    public int Order { get; set; }

    /// <summary>Lists the startups that an assembly and, optionally, a type name.</summary>
    /// <param name="assembly">The assembly whose attributes are read.</param>
    /// <param name="target">A type whose attributes, own and inherited, are read as well; or none.</param>
    /// <returns>The startups, sorted by <see cref="Order"/> and then by full name; perhaps none.</returns>
    public static IEnumerable<Type> GetStartupTypes(Assembly assembly, Type? target)
    {
        var ofAssembly = assembly.GetCustomAttributes<FunctionsStartupAttribute>();
        var ofTarget = target?.GetCustomAttributes<FunctionsStartupAttribute>(inherit: true) ?? [];
        return
        [
            .. ofAssembly
                .Concat(ofTarget)
                .OrderBy(attribute => attribute.Order)
                .ThenBy(attribute => attribute.StartupType.FullName)
                .Select(attribute => attribute.StartupType),
        ];
    }
}
