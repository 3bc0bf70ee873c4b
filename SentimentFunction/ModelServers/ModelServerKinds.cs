using SentimentFunction.Configuration;

namespace SentimentFunction.ModelServers;

/// <summary>The kinds of model servers that there are.</summary>
/// <param name="kinds">The kinds; the first one is the default in Development.</param>
internal sealed class ModelServerKinds(params IReadOnlyList<IModelServerKind> kinds)
{
    /// <summary>The kinds.</summary>
    public IReadOnlyList<IModelServerKind> All { get; } = kinds;

    /// <summary>The names of the kinds.</summary>
    public IEnumerable<string> Names => All.Select(kind => kind.Name);

    /// <summary>Reads where the model is served: the settings of all kinds, and the setup of the one that is
    /// chosen.</summary>
    /// <param name="section">The section "Model", which gets what is wrong with it.</param>
    /// <returns>What all kinds take, and the model server. It is no use where something is wrong.</returns>
    /// <exception cref="InvalidOperationException">Two kinds have the same name.</exception>
    public (ModelOptions Model, ModelServerSetup Server) Read(SettingsSection section)
    {
        var chosen = Choose(section);
        var model = new ModelOptions(section);
        model.CheckAges(section);
        model.CheckUnsure(section);
        var setups = All.Select(kind => (kind, kind.Read(model, new(section, isChosen: kind == chosen))))
            .ToDictionary();
        return (model, setups[chosen ?? All[0]]);
    }

    private IModelServerKind? Choose(SettingsSection section)
    {
        if (Names.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { Key: var twice })
        {
            throw new InvalidOperationException($"Two kinds of model servers are called '{twice}'.");
        }

        var name = section.Text(name: nameof(ModelOptions.Server))
            ?? (section.IsDevelopment ? Names.First() : "");
        var chosen = All.FirstOrDefault(kind => kind.Name == name);
        if (chosen is null)
        {
            var flaw =
                name.Length == 0
                    ? "a model server is required outside Development."
                    : $"'{name}' is not a model server.";
            section.Refuse(nameof(ModelOptions.Server), $"{flaw} Choose from: {string.Join(", ", Names)}.");
        }

        return chosen;
    }
}
