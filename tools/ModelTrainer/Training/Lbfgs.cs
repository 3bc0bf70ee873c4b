namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>The value of a smooth function, whose gradient it writes.</summary>
internal delegate double Objective(ReadOnlySpan<double> parameters, Span<double> gradient);

/// <summary>
/// Minimises a smooth convex function with the limited-memory quasi-Newton method of Broyden, Fletcher,
/// Goldfarb and Shanno. The same function gives the same minimum to the last bit.
/// </summary>
/// <param name="objective">The function.</param>
/// <param name="parameterCount">How many parameters it has; all are 0 at first.</param>
internal sealed class Lbfgs(Objective objective, int parameterCount)
{
    private const int PairsKept = 10;
    private const int MostIterations = 300;
    private const int MostHalvings = 30;
    private const double SufficientDecrease = 1e-4;

    private readonly Queue<Pair> _pairs = new();
    private readonly double[] _direction = new double[parameterCount];
    private double[] _parameters = new double[parameterCount];
    private double[] _gradient = new double[parameterCount];
    private double[] _nextParameters = new double[parameterCount];
    private double[] _nextGradient = new double[parameterCount];
    private double _value;

    /// <summary>How many steps were taken.</summary>
    public int Iterations { get; private set; }

    /// <summary>Finds the minimum.</summary>
    /// <param name="tolerance">
    /// The gradient's length, relative to that at the start, at which it ends.
    /// </param>
    public double[] Minimize(double tolerance)
    {
        _value = objective(_parameters, _gradient);
        var enough = tolerance * Vectors.Length(_gradient);

        while (Iterations < MostIterations && Vectors.Length(_gradient) > enough && Step())
        {
            Iterations++;
        }

        return _parameters;
    }

    private bool Step()
    {
        FindDirection();
        var slope = Vectors.Dot(_direction, _gradient);
        var step = _pairs.Count == 0 ? 1 / Vectors.Length(_gradient) : 1;

        for (var halvings = 0; halvings < MostHalvings; halvings++, step /= 2)
        {
            _parameters.CopyTo(_nextParameters, 0);
            Vectors.AddTo(_nextParameters, step, _direction);
            var value = objective(_nextParameters, _nextGradient);

            if (value <= _value + (SufficientDecrease * step * slope))
            {
                Move(value);
                return true;
            }
        }

        return false;
    }

    private void Move(double value)
    {
        var pair = _pairs.Count == PairsKept ? _pairs.Dequeue() : new Pair(parameterCount);
        Vectors.SetDifference(pair.Step, _nextParameters, _parameters);
        Vectors.SetDifference(pair.Change, _nextGradient, _gradient);
        pair.Curvature = Vectors.Dot(pair.Step, pair.Change);

        // Of a convex function it is above 0, but for rounding close to the minimum.
        if (pair.Curvature > 0)
        {
            _pairs.Enqueue(pair);
        }

        (_parameters, _nextParameters) = (_nextParameters, _parameters);
        (_gradient, _nextGradient) = (_nextGradient, _gradient);
        _value = value;
    }

    /// <summary>
    /// The two-loop recursion: the inverse Hessian, as far as the pairs know it, times the gradient.
    /// </summary>
    private void FindDirection()
    {
        Array.Clear(_direction);
        Vectors.AddTo(_direction, -1, _gradient);
        var factors = new Stack<double>();

        foreach (var pair in _pairs.Reverse())
        {
            factors.Push(Vectors.Dot(pair.Step, _direction) / pair.Curvature);
            Vectors.AddTo(_direction, -factors.Peek(), pair.Change);
        }

        if (_pairs.Count > 0)
        {
            var last = _pairs.Last();
            Vectors.Scale(_direction, last.Curvature / Vectors.Dot(last.Change, last.Change));
        }

        foreach (var pair in _pairs)
        {
            var factor = factors.Pop() - (Vectors.Dot(pair.Change, _direction) / pair.Curvature);
            Vectors.AddTo(_direction, factor, pair.Step);
        }
    }

    /// <summary>A step that was taken, and how the gradient changed with it.</summary>
    private sealed class Pair(int length)
    {
        public double[] Step { get; } = new double[length];

        public double[] Change { get; } = new double[length];

        public double Curvature { get; set; }
    }
}
