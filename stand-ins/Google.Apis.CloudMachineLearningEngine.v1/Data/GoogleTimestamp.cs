using Google.Apis.Util;

namespace Google.Apis.CloudMachineLearningEngine.v1.Data;

/// <summary>A time, in the three forms that the data classes show it in.</summary>
internal struct GoogleTimestamp
{
    private string _raw;
    private object _value;

    /// <summary>The time as the API wrote it.</summary>
    public string Raw
    {
        readonly get => _raw;
        set => (_raw, _value) = (value, Utilities.DeserializeForGoogleFormat(value));
    }

    /// <summary>The time as an object, whose type depends on how the API wrote it.</summary>
    public object Value
    {
        readonly get => _value;
        set => (_raw, _value) = (Utilities.SerializeForGoogleFormat(value), value);
    }

    /// <summary>The time itself.</summary>
    public DateTimeOffset? Time
    {
        readonly get => DiscoveryFormat.ParseGoogleDateTimeToDateTimeOffset(_raw);
        set => Raw = DiscoveryFormat.FormatDateTimeOffsetToGoogleDateTime(value);
    }
}
