using SentimentFunction.Prediction.Explaining;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Explaining;

public sealed class WordTests
{
    [Theory]
    [InlineData("I love it", "I|love|it")]
    [InlineData("  (Well-made, isn’t it?) 10/10!", "Well-made|isn’t|it|10|10")]
    [InlineData("don't - 'quoted' end-", "don't|quoted|end")]
    [InlineData("I ❤️ it 👍🏽👨‍👩‍👧", "I|❤️|it|👍🏽|👨‍👩‍👧")]
    [InlineData("cafe\u0301 größe мир 世界", "cafe\u0301|größe|мир|世界")]
    [InlineData("... !!! :)", "")]
    [InlineData("", "")]
    public void FindIn_Sentence_FindsItsWords(string sentence, string words) =>
        Assert.Equal(
            words,
            string.Join(
                '|',
                Word.FindIn(sentence).Select(word => sentence.Substring(word.Start, word.Length))
            )
        );

    [Theory]
    [InlineData("I love it", "love it|I it|I love")]
    [InlineData("Great!", "!")]
    [InlineData("Great", "")]
    [InlineData("good,bad", ",bad|good,")]
    [InlineData("so, bad!", ", bad!|so, !")]
    [InlineData("a (b) c ", "(b) c |a () c |a (b) ")]
    [InlineData(" so\tso ", "\tso | so ")]
    public void RemoveFrom_Sentence_LeavesNoGap(string sentence, string without) =>
        Assert.Equal(
            without,
            string.Join('|', Word.FindIn(sentence).Select(word => word.RemoveFrom(sentence)))
        );
}
