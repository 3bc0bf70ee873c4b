using System.Reflection;
using NetArchTest.Rules;

namespace SentimentFunction.Tests.Architecture;

/// <summary>The rooms of a program, which are its namespaces, and which of them imports which.</summary>
internal sealed class Rooms
{
    private readonly Dictionary<string, string[]> _imports;

    private Rooms(Dictionary<string, string[]> imports) => _imports = imports;

    /// <summary>The rooms.</summary>
    public IEnumerable<string> Names => _imports.Keys;

    /// <summary>Reads a compiled program.</summary>
    /// <param name="assembly">The program.</param>
    /// <param name="root">Its namespace; those below it are rooms, and it is one itself.</param>
    public static Rooms Of(Assembly assembly, string root)
    {
        var names = Types
            .InAssembly(assembly)
            .GetTypes()
            .Where(type =>
                type.Namespace is { } name
                && (name == root || name.StartsWith($"{root}.", StringComparison.Ordinal))
            )
            .GroupBy(type => type.Namespace!)
            .ToDictionary(room => room.Key, room => room.Select(type => type.FullName!).ToArray());
        return new(
            names.Keys.ToDictionary(
                room => room,
                room =>
                    names
                        .Keys.Where(other => other != room && Imports(assembly, room, names[other]))
                        .ToArray()
            )
        );
    }

    /// <summary>The rooms that a room imports.</summary>
    /// <param name="room">The room.</param>
    public IReadOnlyList<string> ImportsOf(string room) => _imports[room];

    /// <summary>Ways that lead from a room back to it.</summary>
    public IEnumerable<string> FindCycles()
    {
        foreach (var room in Names)
        {
            if (FindWay(room, room, []) is { } way)
            {
                yield return string.Join(" → ", way);
            }
        }
    }

    private List<string>? FindWay(string from, string to, HashSet<string> seen)
    {
        foreach (var next in _imports[from])
        {
            if (next == to)
            {
                return [from, to];
            }

            if (seen.Add(next) && FindWay(next, to, seen) is { } way)
            {
                return [from, .. way];
            }
        }

        return null;
    }

    private static bool Imports(Assembly assembly, string room, string[] types) =>
        Types
            .InAssembly(assembly)
            .That()
            .ResideInNamespaceMatching($"^{room.Replace(".", "\\.", StringComparison.Ordinal)}$")
            .And()
            .HaveDependencyOnAny(types)
            .GetTypes()
            .Any();
}
