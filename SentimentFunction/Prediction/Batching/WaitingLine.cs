namespace SentimentFunction.Prediction.Batching;

/// <summary>The requests that wait in a lane: first come, first served.</summary>
/// <remarks>It is used by one thread at a time.</remarks>
/// <param name="options">How calls are shared.</param>
internal sealed class WaitingLine(LaneOptions options)
{
    private readonly LinkedList<PendingRequest> _requests = [];

    /// <summary>How many instances wait.</summary>
    public int Instances { get; private set; }

    /// <summary>Whether nobody waits.</summary>
    public bool IsEmpty => _requests.Count == 0;

    /// <summary>Lets a request wait.</summary>
    /// <param name="request">The request, the last one from now on.</param>
    public void Add(PendingRequest request)
    {
        _requests.AddLast(request.Node);
        Instances += request.Instances.Count;
    }

    /// <summary>Lets a request wait no longer, if it does.</summary>
    /// <param name="request">The request.</param>
    public void Remove(PendingRequest request)
    {
        if (request.Node.List is not null)
        {
            _requests.Remove(request.Node);
            Instances -= request.Instances.Count;
        }
    }

    /// <summary>Takes out everybody.</summary>
    public IReadOnlyList<PendingRequest> TakeAll()
    {
        PendingRequest[] all = [.. _requests];
        _requests.Clear();
        Instances = 0;
        return all;
    }

    /// <summary>Takes the first one, and those behind it that can share its call.</summary>
    /// <param name="withSuspects">Whether it may be one that has made a call fail a moment ago.</param>
    /// <returns>In order; null when nobody is there to go.</returns>
    public IReadOnlyList<PendingRequest>? Take(bool withSuspects)
    {
        var first = _requests.First;
        while (!withSuspects && first is { Value.Group.IsSuspect: true })
        {
            first = first.Next;
        }

        if (first is null)
        {
            return null;
        }

        var requests = Choose(first);
        foreach (var request in requests)
        {
            Remove(request);
        }

        return requests;
    }

    private List<PendingRequest> Choose(LinkedListNode<PendingRequest> first)
    {
        List<PendingRequest> requests = [first.Value];
        var instances = options.MaxInstances - first.Value.Instances.Count;
        var bytes = options.Payload.Bytes - PayloadLimit.SizeOf(first.Value.Instances);
        for (var node = first.Next; node is not null && instances > 0 && bytes > 0; node = node.Next)
        {
            if (node.Value.CanShareWith(first.Value))
            {
                instances -= node.Value.Instances.Count;
                bytes -= node.Value.Instances.Json.Length;
                if (instances < 0 || bytes < 0)
                {
                    break;
                }

                requests.Add(node.Value);
            }
        }

        return requests;
    }
}
