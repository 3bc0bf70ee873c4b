using Google.Apis.Services;
using Google.Apis.Util;

namespace Google.Apis.CloudMachineLearningEngine.v1;

/// <summary>A request for the resources that belong to another, one page at a time.</summary>
/// <typeparam name="TResponse">What the response is read as.</typeparam>
public abstract class ResourceListRequest<TResponse> : CloudMachineLearningEngineBaseServiceRequest<TResponse>
{
    private readonly string _pattern;

    private protected ResourceListRequest(IClientService service, string parent, string pattern)
        : base(service)
    {
        Parent = parent;
        _pattern = pattern;
        InitParameters();
    }

    /// <summary>The name of the resource that the others belong to.</summary>
    [RequestParameter("parent", RequestParameterType.Path)]
    public virtual string Parent { get; }

    /// <summary>Which resources to list; all without one.</summary>
    [RequestParameter("filter", RequestParameterType.Query)]
    public virtual string Filter { get; set; }

    /// <summary>How many resources make a page: 1 to 100. The API's default is 20.</summary>
    [RequestParameter("pageSize", RequestParameterType.Query)]
    public virtual int? PageSize { get; set; }

    /// <summary>The previous page's NextPageToken; none for the first page.</summary>
    [RequestParameter("pageToken", RequestParameterType.Query)]
    public virtual string PageToken { get; set; }

    /// <summary>The method's name in the API.</summary>
    public override string MethodName => "list";

    /// <summary>The HTTP method.</summary>
    public override string HttpMethod => "GET";

    /// <summary>Describes the request's parameters.</summary>
    protected override void InitParameters()
    {
        base.InitParameters();
        RequestParameters
            .AddPath("parent", _pattern)
            .AddQuery("filter")
            .AddQuery("pageSize")
            .AddQuery("pageToken");
    }
}
