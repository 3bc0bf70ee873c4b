using Google.Apis.Requests;
using Newtonsoft.Json;

namespace Google.Apis.CloudMachineLearningEngine.v1.Data;

/// <summary>A version of a model, which can make predictions once it is ready.</summary>
public class GoogleCloudMlV1Version : IDirectResponseSchema
{
    private GoogleTimestamp _createTime;
    private GoogleTimestamp _lastMigrationTime;
    private GoogleTimestamp _lastUseTime;

    /// <summary>The machines' accelerators.</summary>
    [JsonProperty("acceleratorConfig")]
    public virtual GoogleCloudMlV1AcceleratorConfig AcceleratorConfig { get; set; }

    /// <summary>How the number of machines follows the load.</summary>
    [JsonProperty("autoScaling")]
    public virtual GoogleCloudMlV1AutoScaling AutoScaling { get; set; }

    /// <summary>When the version was created, as the API wrote it.</summary>
    [JsonProperty("createTime")]
    public virtual string CreateTimeRaw
    {
        get => _createTime.Raw;
        set => _createTime.Raw = value;
    }

    /// <summary>When the version was created, as an object of an uncertain type.</summary>
    [JsonIgnore]
    [Obsolete("Its type isn't certain; use CreateTimeDateTimeOffset.")]
    public virtual object CreateTime
    {
        get => _createTime.Value;
        set => _createTime.Value = value;
    }

    /// <summary>When the version was created.</summary>
    [JsonIgnore]
    public virtual DateTimeOffset? CreateTimeDateTimeOffset
    {
        get => _createTime.Time;
        set => _createTime.Time = value;
    }

    /// <summary>The bucket and folder that the model came from.</summary>
    [JsonProperty("deploymentUri")]
    public virtual string DeploymentUri { get; set; }

    /// <summary>The owner's description of the version.</summary>
    [JsonProperty("description")]
    public virtual string Description { get; set; }

    /// <summary>Why the version failed.</summary>
    [JsonProperty("errorMessage")]
    public virtual string ErrorMessage { get; set; }

    /// <summary>Changes whenever the version does.</summary>
    [JsonProperty("etag")]
    public virtual string ETag { get; set; }

    /// <summary>TENSORFLOW, SCIKIT_LEARN or XGBOOST.</summary>
    [JsonProperty("framework")]
    public virtual string Framework { get; set; }

    /// <summary>Whether it answers when a request names no version.</summary>
    [JsonProperty("isDefault")]
    public virtual bool? IsDefault { get; set; }

    /// <summary>The owner's labels.</summary>
    [JsonProperty("labels")]
    public virtual IDictionary<string, string> Labels { get; set; }

    /// <summary>The Vertex AI model that the version last moved to.</summary>
    [JsonProperty("lastMigrationModelId")]
    public virtual string LastMigrationModelId { get; set; }

    /// <summary>When the version last moved to Vertex AI, as the API wrote it.</summary>
    [JsonProperty("lastMigrationTime")]
    public virtual string LastMigrationTimeRaw
    {
        get => _lastMigrationTime.Raw;
        set => _lastMigrationTime.Raw = value;
    }

    /// <summary>When the version last moved to Vertex AI, as an object of an uncertain type.</summary>
    [JsonIgnore]
    [Obsolete("Its type isn't certain; use LastMigrationTimeDateTimeOffset.")]
    public virtual object LastMigrationTime
    {
        get => _lastMigrationTime.Value;
        set => _lastMigrationTime.Value = value;
    }

    /// <summary>When the version last moved to Vertex AI.</summary>
    [JsonIgnore]
    public virtual DateTimeOffset? LastMigrationTimeDateTimeOffset
    {
        get => _lastMigrationTime.Time;
        set => _lastMigrationTime.Time = value;
    }

    /// <summary>When the version last made predictions, as the API wrote it.</summary>
    [JsonProperty("lastUseTime")]
    public virtual string LastUseTimeRaw
    {
        get => _lastUseTime.Raw;
        set => _lastUseTime.Raw = value;
    }

    /// <summary>When the version last made predictions, as an object of an uncertain type.</summary>
    [JsonIgnore]
    [Obsolete("Its type isn't certain; use LastUseTimeDateTimeOffset.")]
    public virtual object LastUseTime
    {
        get => _lastUseTime.Value;
        set => _lastUseTime.Value = value;
    }

    /// <summary>When the version last made predictions.</summary>
    [JsonIgnore]
    public virtual DateTimeOffset? LastUseTimeDateTimeOffset
    {
        get => _lastUseTime.Time;
        set => _lastUseTime.Time = value;
    }

    /// <summary>The type of machine that serves the version.</summary>
    [JsonProperty("machineType")]
    public virtual string MachineType { get; set; }

    /// <summary>The number of machines, when it is fixed.</summary>
    [JsonProperty("manualScaling")]
    public virtual GoogleCloudMlV1ManualScaling ManualScaling { get; set; }

    /// <summary>The resource name: <c>projects/p/models/m/versions/v</c>.</summary>
    [JsonProperty("name")]
    public virtual string Name { get; set; }

    /// <summary>The packages of custom code.</summary>
    [JsonProperty("packageUris")]
    public virtual IList<string> PackageUris { get; set; }

    /// <summary>The class of custom code that makes the predictions.</summary>
    [JsonProperty("predictionClass")]
    public virtual string PredictionClass { get; set; }

    /// <summary>The version of Python that serves the version.</summary>
    [JsonProperty("pythonVersion")]
    public virtual string PythonVersion { get; set; }

    /// <summary>The AI Platform runtime that serves the version.</summary>
    [JsonProperty("runtimeVersion")]
    public virtual string RuntimeVersion { get; set; }

    /// <summary>The account that custom code runs as.</summary>
    [JsonProperty("serviceAccount")]
    public virtual string ServiceAccount { get; set; }

    /// <summary>UNKNOWN, READY, CREATING, FAILED, DELETING or UPDATING.</summary>
    [JsonProperty("state")]
    public virtual string State { get; set; }
}
