using Google.Apis.Discovery;

namespace Google.Apis.CloudMachineLearningEngine.v1;

/// <summary>Adds descriptions of parameters to a request.</summary>
internal static class RequestParameterDictionary
{
    /// <summary>Adds a parameter of the query, which may be missing.</summary>
    /// <param name="parameters">The descriptions so far.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="defaultValue">The value that is not sent, as the API assumes it; null for none.</param>
    /// <returns>The same descriptions.</returns>
    public static IDictionary<string, IParameter> AddQuery(
        this IDictionary<string, IParameter> parameters,
        string name,
        string defaultValue = null
    )
    {
        parameters.Add(
            name,
            new Parameter
            {
                Name = name,
                ParameterType = "query",
                DefaultValue = defaultValue,
            }
        );
        return parameters;
    }

    /// <summary>Adds a parameter of the path, which must be there.</summary>
    /// <param name="parameters">The descriptions so far.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="pattern">The regular expression that its value must match.</param>
    /// <returns>The same descriptions.</returns>
    public static IDictionary<string, IParameter> AddPath(
        this IDictionary<string, IParameter> parameters,
        string name,
        string pattern
    )
    {
        parameters.Add(
            name,
            new Parameter
            {
                Name = name,
                ParameterType = "path",
                IsRequired = true,
                Pattern = pattern,
            }
        );
        return parameters;
    }
}
