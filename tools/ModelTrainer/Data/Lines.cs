using System.Text;

namespace SentimentFunction.Tools.ModelTrainer.Data;

/// <summary>
/// Splits texts into lines at U+000A and nowhere else: sentences hold other control characters, at which the
/// platform's readers would split too.
/// </summary>
internal static class Lines
{
    private const int CharactersAtOnce = 4096;

    /// <summary>The lines of a stream in UTF-8; what is no UTF-8 is read as U+FFFD.</summary>
    /// <remarks>A line feed at the very end does not begin another line.</remarks>
    public static IEnumerable<string> Of(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        var buffer = new char[CharactersAtOnce];
        var open = new StringBuilder();

        while (reader.Read(buffer) is > 0 and var count)
        {
            var start = 0;

            while (Array.IndexOf(buffer, '\n', start, count - start) is >= 0 and var end)
            {
                yield return open.Append(buffer, start, end - start).ToString();
                open.Clear();
                start = end + 1;
            }

            open.Append(buffer, start, count - start);
        }

        if (open.Length > 0)
        {
            yield return open.ToString();
        }
    }
}
