using SentimentModel;

namespace SentimentFunction.Tools.ModelTrainer;

/// <summary>The card of a model file with what only the trainer writes and reads of it.</summary>
/// <param name="Model">What the model says of itself to those who serve it.</param>
/// <param name="Sets">The sentences that it was trained on, in the order of their names.</param>
internal sealed record TrainingCard(ModelCard Model, IReadOnlyList<TrainingSetCard> Sets)
{
    /// <summary>Reads the card, with which the content of a model file begins.</summary>
    public static TrainingCard Read(BinaryReader reader)
    {
        var model = new ModelCard(
            reader.ReadString(),
            reader.ReadString(),
            DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64())
        );
        var sets = new TrainingSetCard[reader.Read7BitEncodedInt()];

        for (var i = 0; i < sets.Length; i++)
        {
            sets[i] = new TrainingSetCard(
                reader.ReadString(),
                reader.Read7BitEncodedInt(),
                reader.Read7BitEncodedInt(),
                new(reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle())
            );
        }

        return new TrainingCard(model, sets);
    }

    /// <summary>Writes the card.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Model.Name);
        writer.Write(Model.Version);
        writer.Write(Model.CreatedAt.ToUnixTimeSeconds());
        writer.Write7BitEncodedInt(Sets.Count);

        foreach (var set in Sets)
        {
            writer.Write(set.Name);
            writer.Write7BitEncodedInt(set.Rows);
            writer.Write7BitEncodedInt(set.PositiveRows);
            writer.Write(set.Figures.Accuracy);
            writer.Write(set.Figures.Auc);
            writer.Write(set.Figures.CalibrationError);
        }
    }
}
