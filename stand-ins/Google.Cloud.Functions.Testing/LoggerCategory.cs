using Microsoft.Extensions.Logging;

namespace Google.Cloud.Functions.Testing;

/// <summary>Finds the category of a type's loggers.</summary>
internal static class LoggerCategory
{
    /// <summary>Names the category of <c>ILogger&lt;T&gt;</c>.</summary>
    /// <param name="type">The T.</param>
    /// <returns>The category's name, which for nested and generic types isn't the type's full name.</returns>
    public static string Of(Type type)
    {
        // Only the logging library knows how it names categories, and it passes the names to factories alone.
        var factory = new NamingFactory();
        factory.CreateLogger(type);
        return factory.LastName;
    }

    private sealed class NamingFactory : ILoggerFactory
    {
        public string LastName { get; private set; } = "";

        public ILogger CreateLogger(string categoryName)
        {
            LastName = categoryName;
            return new MemoryLogger(categoryName);
        }

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose() { }
    }
}
