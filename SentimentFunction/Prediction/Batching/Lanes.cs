namespace SentimentFunction.Prediction.Batching;

/// <summary>The lanes of all that the model server is asked for.</summary>
/// <remarks>
/// Callers may ask for any version, signature and parameters, so lanes are bounded: in number, in the calls
/// of all but the default one, and further in those of what has never predicted anything, as an unknown
/// version hasn't. The default one has its slots for itself. Those that share slots take turns.
/// </remarks>
/// <param name="options">How calls are shared.</param>
internal sealed class Lanes(LaneOptions options)
{
    /// <summary>The most lanes beside the default one. For one more, one is given up in which nothing waits
    /// or is under way.</summary>
    public const int MaxLanes = 64;

    /// <summary>How many of them may have never predicted anything.</summary>
    public const int MaxUnproven = MaxLanes / 2;

    /// <summary>How many times the calls of one lane the others may have under way together.</summary>
    public const int MaxShares = 4;

    private readonly Lock _lock = new();

    // Mutable state, guarded by the lock.
    private readonly Lane _default = new(default, options);
    private readonly Dictionary<LaneKey, Lane> _others = [];
    private readonly LinkedList<Lane> _turns = [];

    /// <summary>Judges whether a connection can be made: that is the same for all lanes.</summary>
    private readonly CircuitBreaker _connection = new(options.MaxCalls, options.Time);

    /// <summary>How many lanes there are beside the default one.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _others.Count;
            }
        }
    }

    /// <summary>Lets a request wait in its lane.</summary>
    /// <param name="request">The request; one whose caller has given up already is let go.</param>
    /// <returns>A call that leaves now; null for none.</returns>
    /// <exception cref="PredictionException">The server is left alone, or the request can't be answered in
    /// time, or there are too many lanes.</exception>
    public SharedCall? Add(PendingRequest request)
    {
        lock (_lock)
        {
            if (request.IsDone)
            {
                return null;
            }

            var lane = Find(LaneKey.Of(request.Instances, request.Version, options.DefaultVersion));
            try
            {
                if (_connection.IsOpen || lane.Breaker.IsOpen)
                {
                    return Probe(lane, request);
                }

                if (!options.IsSharing)
                {
                    return lane.BeginAlone(request, GroupOfUnshared(request.Instances));
                }

                lane.Add(request);
            }
            finally
            {
                Tidy(lane);
            }

            return NextCall();
        }
    }

    /// <summary>Takes a call that leaves now; null for none.</summary>
    public SharedCall? Next()
    {
        lock (_lock)
        {
            return NextCall();
        }
    }

    /// <summary>Ends a call that was answered.</summary>
    /// <param name="call">The call.</param>
    public void End(SharedCall call)
    {
        lock (_lock)
        {
            call.Lane.End(call);

            // Nobody waits for a server that is left alone, so nobody fails.
            Note(call, CallEnd.Good, CallEnd.Good, []);
            Tidy(call.Lane);
        }
    }

    /// <summary>Ends a call that has failed.</summary>
    /// <param name="call">The call.</param>
    /// <param name="failure">Why there is no answer.</param>
    /// <returns>The requests that fail now.</returns>
    public IReadOnlyCollection<FailedRequest> End(SharedCall call, Exception failure)
    {
        List<FailedRequest> failed = [];
        lock (_lock)
        {
            var (connection, lane) = Judge(call, failure);
            call.Lane.End(call, failure, lane, failed);
            Note(call, connection, lane, failed);
            Tidy(call.Lane);
        }

        return failed;
    }

    /// <summary>Lets a request go whose caller has given up.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">The caller's cancellation.</param>
    /// <returns>The call to cancel, as nobody waits for it any longer; null for none.</returns>
    public SharedCall? Leave(PendingRequest request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!request.TryCancel(cancellationToken) || request.Lane is not { } lane)
            {
                return null;
            }

            var abandoned = lane.Leave(request);
            Tidy(lane);
            return abandoned;
        }
    }

    /// <summary>What the end of a call says of the connection, and of what was asked for.</summary>
    private static (CallEnd Connection, CallEnd Lane) Judge(SharedCall call, Exception failure) =>
        (failure as PredictionException)?.Failure switch
        {
            null or PredictionFailure.Busy => (CallEnd.Unknown, CallEnd.Unknown),
            PredictionFailure.Unreachable => (CallEnd.Failed, CallEnd.Unknown),
            PredictionFailure.ConnectTimedOut => (CallEnd.Silent, CallEnd.Unknown),
            PredictionFailure.TimedOut or PredictionFailure.Starting => (CallEnd.Unknown, CallEnd.Silent),

            // Of a request that is known to fail nobody concludes that others do.
            PredictionFailure.Unavailable
            or PredictionFailure.ServerFailed
            or PredictionFailure.ConnectionBroken => (
                CallEnd.Good,
                call.Group is { IsPart: true } or { IsSuspect: true } ? CallEnd.Unknown : CallEnd.Failed
            ),

            // Nothing to remember of a version that isn't there.
            PredictionFailure.VersionNotFound when !call.Lane.Breaker.IsOpen => (
                CallEnd.Good,
                CallEnd.Unknown
            ),
            _ => (CallEnd.Good, CallEnd.Good),
        };

    private Lane Find(LaneKey key)
    {
        if (key.IsDefault)
        {
            return _default;
        }

        if (!_others.TryGetValue(key, out var lane))
        {
            MakeRoom();
            _others[key] = lane = new(key, options);
        }

        return lane;
    }

    /// <summary>Makes room for one more lane. What has never predicted anything takes half of the room at
    /// most, so that strangers displace no version that others use.</summary>
    private void MakeRoom()
    {
        var unproven = _others.Values.Count(lane => !lane.IsProven);
        if (unproven < MaxUnproven && _others.Count < MaxLanes)
        {
            return;
        }

        var idle = _others.Values.Where(lane => lane.IsEmpty && !(lane.IsProven && unproven >= MaxUnproven));
        var leaving = idle.MinBy(lane => (lane.IsProven, lane.UsedAt)) ?? throw TooMany();
        _others.Remove(leaving.Key);
    }

    /// <summary>Where no call is shared, nothing is remembered of requests either.</summary>
    private static CallGroup? GroupOfUnshared(Instances instances) =>
        instances.IsSuspect ? new(CallGroup.Reason.Suspect) : null;

    private static SharedCall Probe(CircuitBreaker open, Lane lane, PendingRequest request)
    {
        if (!open.TryProbe())
        {
            throw open.LeftAlone();
        }

        request.LeftAlone = open.IsSilent ? open.LeftAlone() : null;
        return lane.BeginAlone(request, new(CallGroup.Reason.Probe));
    }

    private SharedCall Probe(Lane lane, PendingRequest request) =>
        Probe(_connection.IsOpen ? _connection : lane.Breaker, lane, request);

    private SharedCall? NextCall()
    {
        var turn = _turns.First;
        while (turn is not null)
        {
            var (lane, next) = (turn.Value, turn.Next);
            var call = MayCall(lane) ? lane.Take() : null;
            if (call is not null || !lane.HasWaiting)
            {
                _turns.Remove(turn);
                if (lane.HasWaiting)
                {
                    _turns.AddLast(turn);
                }
            }

            if (call is not null)
            {
                return call;
            }

            turn = next;
        }

        return null;
    }

    /// <summary>Whether the other lanes leave room for one more call of a lane.</summary>
    private bool MayCall(Lane lane) =>
        lane.Key.IsDefault
        || (
            CallsOf(_others.Values) < MaxShares * options.MaxCalls
            && (lane.IsProven || CallsOf(_others.Values.Where(other => !other.IsProven)) < options.MaxCalls)
        );

    private static int CallsOf(IEnumerable<Lane> lanes) => lanes.Sum(lane => lane.Calls);

    /// <summary>Notes what a call has shown. Nobody waits for a server that is left alone, nor do the parts
    /// of a call that failed meanwhile.</summary>
    private void Note(SharedCall call, CallEnd connection, CallEnd end, ICollection<FailedRequest> failed)
    {
        var isProbe = call.Group is { IsProbe: true };
        _connection.Note(connection, isProbe);
        call.Lane.Breaker.Note(end, isProbe);
        if (_connection.IsOpen)
        {
            foreach (var lane in _others.Values.Append(_default).ToList())
            {
                lane.FailWaiting(_connection.LeftAlone(), failed);
                Tidy(lane);
            }
        }
        else if (call.Lane.Breaker.IsOpen)
        {
            call.Lane.FailWaiting(call.Lane.Breaker.LeftAlone(), failed);
        }
    }

    /// <summary>Lets a lane take its turn if somebody waits in it, and forgets one that isn't worth
    /// remembering.</summary>
    private void Tidy(Lane lane)
    {
        if (lane.HasWaiting && lane.Turn.List is null)
        {
            _turns.AddLast(lane.Turn);
        }

        // Who leaves late may belong to one that is forgotten already: there may be a new one of its key.
        if (
            lane.IsEmpty
            && !lane.IsProven
            && lane.Breaker.IsUntouched
            && _others.GetValueOrDefault(lane.Key) == lane
        )
        {
            _others.Remove(lane.Key);
        }
    }

    private static PredictionException TooMany() =>
        new(
            PredictionFailure.Busy,
            "Too many different versions, signatures or parameters are asked for at once. Try again later."
        )
        {
            RetryAfter = CircuitBreaker.ProbeInterval,
        };
}
