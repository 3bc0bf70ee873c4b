using System.Reflection;
using Xunit;

namespace SentimentFunction.Tests.Architecture;

/// <summary>Imports point one way: Function → Http → Prediction ← ModelServers → SentimentModel.</summary>
public sealed class RoomTests
{
    private const string Function = "SentimentFunction";

    private static readonly Rooms House = Rooms.Of(typeof(Startup).Assembly, Function);

    /// <summary>Who may import whom; nobody else imports a sibling, and only the root knows all.</summary>
    private static readonly (string From, string To)[] Arrows =
    [
        ("Http", "Prediction"),
        ("Http", "Configuration"),
        ("Http", "Observability"),
        ("ModelServers", "Prediction"),
        ("ModelServers", "Configuration"),
        ("ModelServers", "Observability"),
        ("Observability", "Prediction"),
    ];

    /// <summary>What several kinds of model servers share.</summary>
    private static readonly string[] Shared = ["Google", "Json", "Tensors", "Transport"];

    [Fact]
    public void Room_OfTheFunction_ImportsOnlyWhatItMay()
    {
        var odd =
            from room in House.Names
            where room != Function
            from other in House.ImportsOf(room)
            where FloorOf(room) != FloorOf(other) && !Arrows.Contains((FloorOf(room), FloorOf(other)))
            select $"{room} → {other}";

        Assert.Empty(odd);
    }

    [Fact]
    public void Kind_OfAModelServer_IsImportedByNoOtherAndByNothingShared()
    {
        var rooms = House.Names.Where(room =>
            room.StartsWith($"{Function}.ModelServers.", StringComparison.Ordinal)
        );
        var kinds = rooms.Where(room => !Shared.Contains(room.Split('.')[2])).ToList();

        Assert.Equal(Startup.Kinds.All.Select(kind => kind.GetType().Namespace!).Order(), kinds.Order());
        Assert.All(rooms.Append($"{Function}.ModelServers"), room =>
            Assert.Empty(House.ImportsOf(room).Intersect(kinds))
        );
    }

    [Theory]
    [InlineData("SentimentFunction", "SentimentFunction")]
    [InlineData("ModelServer", "SentimentFunction.Tools.ModelServer")]
    [InlineData("ModelTrainer", "SentimentFunction.Tools.ModelTrainer")]
    [InlineData("SentimentModel", "SentimentModel")]
    public void Rooms_OfAProgram_HaveNoCycle(string assembly, string root) =>
        Assert.Empty(Rooms.Of(Assembly.Load(assembly), root).FindCycles());

    private static string FloorOf(string room) => room.Split('.').ElementAtOrDefault(1) ?? "";
}
