namespace SentimentFunction.Prediction.Batching;

/// <summary>All that waits, is under way and is known of one thing that the model server is asked for: a
/// version, with a signature and parameters.</summary>
/// <remarks>
/// <para>First come, first served: whenever a slot is free, the first request that waits leaves, and those
/// behind it that can share its call. The parts of a call that has failed stand in line like everybody
/// else.</para>
/// <para>A call that has run out of time keeps its slot until the server has answered another one: nothing
/// is gained by asking a server that hangs for more. When all slots are kept, it is left alone.</para>
/// <para>It makes no calls and answers nobody, and it is used by one thread at a time: <see cref="Lanes"/>
/// sees to that.</para>
/// </remarks>
/// <param name="key">What is asked for.</param>
/// <param name="options">How calls are shared.</param>
internal sealed class Lane(LaneKey key, LaneOptions options)
{
    /// <summary>The bytes beyond which a request leaves alone, so that nobody waits for its bytes.</summary>
    public const int LargestShare = MemoryBudget.SmallPiece;

    /// <summary>How long a lane has to be silent for its calls to go on when their callers give up: they are
    /// what shows whether the server hangs.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private readonly WaitingLine _line = new(options);
    private readonly List<SharedCall> _calls = [];
    private readonly Suspects _suspects = new(options.Time);
    private readonly Repetitions _repetitions = new();
    private readonly Pace _pace = new(options.Time);
    private LinkedListNode<Lane>? _turn;
    private int _suspectCalls;
    private long _answeredAt;

    /// <summary>What is asked for.</summary>
    public LaneKey Key => key;

    /// <summary>Leaves the server alone when it fails.</summary>
    public CircuitBreaker Breaker { get; } = new(options.MaxCalls, options.Time);

    /// <summary>Whether there is such a version, as far as is known: it has predicted something.</summary>
    public bool IsProven { get; private set; } = key.IsDefault;

    /// <summary>When it was last used, as a timestamp.</summary>
    public long UsedAt { get; private set; }

    /// <summary>Whether nothing waits and no call is under way.</summary>
    public bool IsEmpty => _line.IsEmpty && _calls.Count == 0;

    /// <summary>How many calls are under way.</summary>
    public int Calls => _calls.Count;

    /// <summary>Its place among the lanes that take turns.</summary>
    public LinkedListNode<Lane> Turn => _turn ??= new(this);

    /// <summary>Whether somebody waits.</summary>
    public bool HasWaiting => !_line.IsEmpty;

    /// <summary>The most calls at once with requests that have made one fail a moment ago.</summary>
    private int SuspectSlots => Math.Max(1, options.MaxCalls / 4);

    /// <summary>Lets a request wait in line.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="PredictionException">At the present pace it would not be answered in
    /// time.</exception>
    public void Add(PendingRequest request)
    {
        UsedAt = options.Time.GetTimestamp();
        request.Lane = this;
        request.Group = GroupOf(request.Instances);
        if (DelayOf(request) is { } late && late > TimeSpan.Zero)
        {
            throw Pace.TooLate(late);
        }

        _line.Add(request);
    }

    /// <summary>Lets a request leave at once, without anybody else.</summary>
    /// <param name="request">The request.</param>
    /// <param name="group">Why; null where no call is shared.</param>
    public SharedCall BeginAlone(PendingRequest request, CallGroup? group)
    {
        UsedAt = options.Time.GetTimestamp();
        request.Lane = this;
        request.Group = group;
        return Begin([request]);
    }

    /// <summary>Takes those who leave next, if a slot is free.</summary>
    public SharedCall? Take()
    {
        if (
            _calls.Count + Breaker.SilentCalls >= options.MaxCalls
            || _line.Take(withSuspects: _suspectCalls < SuspectSlots) is not { } requests
        )
        {
            return null;
        }

        return Begin(requests);
    }

    /// <summary>Lets a request go whose caller has given up.</summary>
    /// <param name="request">The request, which is cancelled.</param>
    /// <returns>The call to cancel, as nobody waits for it any longer; null for none.</returns>
    public SharedCall? Leave(PendingRequest request)
    {
        _line.Remove(request);
        return request.Call is { } call && --call.Callers == 0 && !IsTelling(call) ? call : null;
    }

    /// <summary>Ends a call that was answered.</summary>
    /// <param name="call">The call.</param>
    public void End(SharedCall call)
    {
        Remove(call);
        IsProven = true;
        if (call.Group is { IsSuspect: true })
        {
            _suspects.Clear(call.Requests[0].Instances);
        }

        NoteAnswer(call);
    }

    /// <summary>Ends a call that has failed, and lets those wait again who are worth another.</summary>
    /// <param name="call">The call.</param>
    /// <param name="failure">Why there is no answer.</param>
    /// <param name="end">What that says about the server.</param>
    /// <param name="failed">Gets the requests that it fails.</param>
    public void End(SharedCall call, Exception failure, CallEnd end, ICollection<FailedRequest> failed)
    {
        Remove(call);
        if (end is CallEnd.Good or CallEnd.Failed)
        {
            NoteAnswer(call);
        }

        foreach (var request in call.Requests)
        {
            request.Call = null;
        }

        if (failure is not PredictionException known || !TryRepeat(call, known, failed))
        {
            Fail(call.Requests, failure, failed);
        }
    }

    /// <summary>Takes out everybody who waits, as the server is left alone.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="failed">Gets the requests.</param>
    public void FailWaiting(Exception failure, ICollection<FailedRequest> failed)
    {
        Fail(_line.TakeAll(), failure, failed);
    }

    private static bool IsLarge(Instances instances) => instances.Json.Length > LargestShare;

    private CallGroup? GroupOf(Instances instances) =>
        instances.IsSuspect || _suspects.Contains(instances) ? new(CallGroup.Reason.Suspect)
        : IsLarge(instances) ? new(CallGroup.Reason.Large)
        : null;

    private SharedCall Begin(IReadOnlyList<PendingRequest> requests)
    {
        var call = new SharedCall(this, requests, options.Time.GetTimestamp());
        for (var i = 0; i < requests.Count; i++)
        {
            requests[i].Call = call;
        }

        if (_calls.Count == 0)
        {
            _answeredAt = call.BeganAt;
        }

        _calls.Add(call);
        _suspectCalls += call.Group is { IsSuspect: true } ? 1 : 0;
        if (call.Group is not { IsPart: true })
        {
            _repetitions.NoteCall();
        }

        return call;
    }

    private void Remove(SharedCall call)
    {
        _calls.Remove(call);
        _suspectCalls -= call.Group is { IsSuspect: true } ? 1 : 0;
        UsedAt = options.Time.GetTimestamp();
    }

    private void NoteAnswer(SharedCall call)
    {
        _answeredAt = options.Time.GetTimestamp();
        _pace.Note(call.BeganAt);
    }

    /// <summary>Whether the end of a call shows how the server does, although nobody waits for it: nothing
    /// has been answered for a moment.</summary>
    private bool IsTelling(SharedCall call) =>
        call.Group is { IsProbe: true } || options.Time.GetElapsedTime(_answeredAt) >= Silence;

    /// <summary>By how much a request that comes now would be late, at the present pace; null where it isn't
    /// known, or need not wait.</summary>
    private TimeSpan? DelayOf(PendingRequest request)
    {
        var slots = options.MaxCalls - Breaker.SilentCalls;
        if (_calls.Count < slots || _calls.Count == 0 || _pace.OfCall is not { } taken)
        {
            return null;
        }

        var before = (_line.Instances + request.Instances.Count - 1) / options.MaxInstances;
        var next = taken - options.Time.GetElapsedTime(_calls[0].BeganAt);
        var begins = (next > TimeSpan.Zero ? next : TimeSpan.Zero) + (before / Math.Max(1, slots) * taken);
        return begins + taken - options.RequestTime.CallLimit;
    }

    /// <summary>Lets the requests of a call wait again, as far as it has failed because of one of
    /// them.</summary>
    private bool TryRepeat(SharedCall call, PredictionException failure, ICollection<FailedRequest> failed)
    {
        if (!call.IsSent)
        {
            // There was no memory to share a call; one request fewer takes less.
            Fail([call.Requests[0]], failure, failed);
            WaitTogether(call.Requests.Skip(1));
            return true;
        }

        var isRefused =
            failure.Failure is PredictionFailure.InstanceRefused or PredictionFailure.InstancesTooLarge;
        if (
            !isRefused
            && failure.Failure
                is not (PredictionFailure.ServerFailed or PredictionFailure.AnswerNotUnderstood)
        )
        {
            return false;
        }

        if (call.Requests.Count == 1)
        {
            // A server that fails does so whatever it is asked; only where others were answered it may be
            // because of this. Who says so himself needn't be remembered.
            if (
                options.IsSharing
                && !call.Requests[0].Instances.IsSuspect
                && (isRefused || call.Group is { IsPart: true } or { IsSuspect: true })
            )
            {
                _suspects.Add(call.Requests[0].Instances);
            }

            return false;
        }

        if (isRefused && failure.Index is { } index && call.Find(index) is { } named)
        {
            // Alone it is refused for itself: what is named may only not fit in with the others.
            Part(call.Requests.Where(request => request != named), [named]);
            return true;
        }

        if (!isRefused && !_repetitions.TryTake(2))
        {
            return false;
        }

        var half = (call.Requests.Count + 1) / 2;
        Part(call.Requests.Take(half), call.Requests.Skip(half));
        return true;
    }

    /// <summary>Lets the requests of a call go in two.</summary>
    private void Part(IEnumerable<PendingRequest> some, IEnumerable<PendingRequest> others)
    {
        WaitTogether(some);
        WaitTogether(others);
    }

    private void WaitTogether(IEnumerable<PendingRequest> requests)
    {
        var group = new CallGroup(CallGroup.Reason.Part);
        foreach (var request in requests.Where(request => !request.IsDone))
        {
            request.Group = group;
            _line.Add(request);
        }
    }

    private static void Fail(
        IEnumerable<PendingRequest> requests,
        Exception failure,
        ICollection<FailedRequest> failed
    )
    {
        foreach (var request in requests)
        {
            failed.Add(new(request, failure));
        }
    }
}
