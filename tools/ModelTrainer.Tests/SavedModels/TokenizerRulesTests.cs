using SentimentFunction.Tools.ModelTrainer.SavedModels;
using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests.SavedModels;

public sealed class TokenizerRulesTests
{
    [Fact]
    public void All_Always_HasTheSeventeenRules() => Assert.Equal(17, TokenizerRules.All.Count);

    [Fact]
    public void All_EachRewrite_NamesOnlyGroupsOfItsPattern()
    {
        foreach (var rule in TokenizerRules.All)
        {
            var groups = rule.Pattern.Count(character => character == '(');
            var named = rule
                .Rewrite.Where(char.IsAsciiDigit)
                .Select(digit => digit - '0')
                .DefaultIfEmpty()
                .Max();

            Assert.True(named <= groups, $"{rule.Pattern} has {groups} groups, the rewrite names {named}.");
        }
    }
}
