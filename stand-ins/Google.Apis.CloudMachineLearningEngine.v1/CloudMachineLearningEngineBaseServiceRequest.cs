using Google.Apis.Requests;
using Google.Apis.Services;
using Google.Apis.Util;

namespace Google.Apis.CloudMachineLearningEngine.v1;

/// <summary>A request to the API, with the parameters that every request has.</summary>
/// <remarks>Derived classes call <see cref="InitParameters"/> at the end of their constructor.</remarks>
/// <typeparam name="TResponse">What the response is read as; string leaves its text as it is.</typeparam>
/// <param name="service">The client that sends the request.</param>
public abstract partial class CloudMachineLearningEngineBaseServiceRequest<TResponse>(IClientService service)
    : ClientServiceRequest<TResponse>(service)
{
    /// <summary>The format of error responses.</summary>
    [RequestParameter("$.xgafv", RequestParameterType.Query)]
    public virtual XgafvEnum? Xgafv { get; set; }

    /// <summary>An OAuth access token.</summary>
    [RequestParameter("access_token", RequestParameterType.Query)]
    public virtual string AccessToken { get; set; }

    /// <summary>The format of the response. The default is JSON.</summary>
    [RequestParameter("alt", RequestParameterType.Query)]
    public virtual AltEnum? Alt { get; set; }

    /// <summary>The JavaScript function that the response calls.</summary>
    [RequestParameter("callback", RequestParameterType.Query)]
    public virtual string Callback { get; set; }

    /// <summary>The fields that the response is limited to.</summary>
    [RequestParameter("fields", RequestParameterType.Query)]
    public virtual string Fields { get; set; }

    /// <summary>An API key, for callers without an OAuth token.</summary>
    [RequestParameter("key", RequestParameterType.Query)]
    public virtual string Key { get; set; }

    /// <summary>The user's OAuth token.</summary>
    [RequestParameter("oauth_token", RequestParameterType.Query)]
    public virtual string OauthToken { get; set; }

    /// <summary>Whether the response is indented. The default is true.</summary>
    [RequestParameter("prettyPrint", RequestParameterType.Query)]
    public virtual bool? PrettyPrint { get; set; }

    /// <summary>Whose quota the request counts towards; at most 40 characters.</summary>
    [RequestParameter("quotaUser", RequestParameterType.Query)]
    public virtual string QuotaUser { get; set; }

    /// <summary>The older way to name the upload protocol.</summary>
    [RequestParameter("uploadType", RequestParameterType.Query)]
    public virtual string UploadType { get; set; }

    /// <summary>The upload protocol, such as raw or multipart.</summary>
    [RequestParameter("upload_protocol", RequestParameterType.Query)]
    public virtual string UploadProtocol { get; set; }

    /// <summary>Describes the request's parameters; without that, they aren't sent.</summary>
    protected override void InitParameters()
    {
        base.InitParameters();
        RequestParameters
            .AddQuery("$.xgafv")
            .AddQuery("access_token")
            .AddQuery("alt", defaultValue: "json")
            .AddQuery("callback")
            .AddQuery("fields")
            .AddQuery("key")
            .AddQuery("oauth_token")
            .AddQuery("prettyPrint", defaultValue: "true")
            .AddQuery("quotaUser")
            .AddQuery("uploadType")
            .AddQuery("upload_protocol");
    }
}
