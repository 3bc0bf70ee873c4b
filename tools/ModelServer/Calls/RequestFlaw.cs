namespace SentimentFunction.Tools.ModelServer.Calls;

/// <summary>What can be wrong with a request for predictions before the model sees it.</summary>
internal enum RequestFlaw
{
    /// <summary>The caller did not say who he is.</summary>
    NoToken,

    /// <summary>The caller's token is not valid, or no longer.</summary>
    WrongToken,

    /// <summary>The headers say that the body is no JSON.</summary>
    ContentType,

    /// <summary>The body is larger than the server takes; the detail is the limit in bytes.</summary>
    TooLarge,

    /// <summary>The body is no JSON, or not compressed as the headers say; the detail says why.</summary>
    NotJson,

    /// <summary>The body is JSON, but no object; the detail is the JSON.</summary>
    NotAnObject,

    /// <summary>The body has a member that the server doesn't know; the detail is its name.</summary>
    UnknownMember,

    /// <summary>The body has no instances.</summary>
    NoInstances,

    /// <summary>The instances are no array; the detail is the body.</summary>
    InstancesNotArray,

    /// <summary>The array of the instances is empty; the detail is the body.</summary>
    InstancesEmpty,

    /// <summary>
    /// The body has instances in both of TensorFlow Serving's formats; the detail is the body.
    /// </summary>
    BothFormats,

    /// <summary>The model has no signature of the name that was asked for, which is the detail.</summary>
    Signature,
}
