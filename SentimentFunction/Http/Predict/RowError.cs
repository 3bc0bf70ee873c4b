using Microsoft.AspNetCore.Http;
using SentimentFunction.Prediction;

namespace SentimentFunction.Http.Predict;

/// <summary>Why a row of a request, which is a sentence or an instance, has no prediction.</summary>
/// <param name="Index">The row's position in the request, from 0.</param>
/// <param name="Status">The status code that a request with this row alone would get.</param>
/// <param name="Detail">What is wrong and what to do, as sentences.</param>
internal readonly record struct RowError(int Index, int Status, string Detail)
{
    /// <summary>The error of a row that the model server is not asked about.</summary>
    /// <param name="index">The row's position in the request, from 0.</param>
    /// <param name="flaw">What is wrong with it.</param>
    public static RowError Of(int index, BadHttpRequestException flaw) =>
        new(index, flaw.StatusCode, flaw.Message);

    /// <summary>The error of a row that the model refused, or on which its server failed.</summary>
    /// <param name="index">The row's position in the request, from 0.</param>
    /// <param name="failure">Why.</param>
    public static RowError Of(int index, PredictionException failure) =>
        new(index, Problem.StatusOf(failure.Failure), failure.At(index).Message);
}
