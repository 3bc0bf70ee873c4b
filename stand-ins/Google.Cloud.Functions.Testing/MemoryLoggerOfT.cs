using Microsoft.Extensions.Logging;

namespace Google.Cloud.Functions.Testing;

/// <summary>Keeps what a type logs; stands in for the logger in its constructor.</summary>
/// <typeparam name="TCategoryName">The type that logs.</typeparam>
public class MemoryLogger<TCategoryName>()
    : MemoryLogger(LoggerCategory.Of(typeof(TCategoryName))),
        ILogger<TCategoryName>;
