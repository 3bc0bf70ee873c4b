using Google.Apis.Services;
using Google.Apis.Util;

namespace Google.Apis.CloudMachineLearningEngine.v1;

/// <summary>A request about one resource.</summary>
/// <typeparam name="TResponse">What the response is read as.</typeparam>
public abstract class ResourceRequest<TResponse> : CloudMachineLearningEngineBaseServiceRequest<TResponse>
{
    private readonly string _pattern;

    private protected ResourceRequest(IClientService service, string name, string pattern)
        : base(service)
    {
        Name = name;
        _pattern = pattern;
        InitParameters();
    }

    /// <summary>The resource's name.</summary>
    [RequestParameter("name", RequestParameterType.Path)]
    public virtual string Name { get; }

    /// <summary>The method's name in the API.</summary>
    public override string MethodName => "get";

    /// <summary>The HTTP method.</summary>
    public override string HttpMethod => "GET";

    /// <summary>The path, below <see cref="BaseClientService.BaseUri"/>.</summary>
    public override string RestPath => "v1/{+name}";

    /// <summary>Describes the request's parameters.</summary>
    protected override void InitParameters()
    {
        base.InitParameters();
        RequestParameters.AddPath("name", _pattern);
    }
}
