using System.CommandLine;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary>Makes options that take a whole number within bounds.</summary>
internal static class BoundedOption
{
    public static Option<int> Create(string name, string description, int fallback, int min, int max)
    {
        var option = new Option<int>(name)
        {
            Description = $"{description} From {min:N0} to {max:N0}.",
            DefaultValueFactory = _ => fallback,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < min || value > max))
            {
                result.AddError($"{name} is {value:N0}; it must be from {min:N0} to {max:N0}.");
            }
        });
        return option;
    }
}
