namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>Makes bodies from the grammar of the contract: valid ones, and some that just miss it.</summary>
/// <param name="choice">The source of random choices.</param>
internal sealed class BodyGenerator(Choice choice)
{
    // Large ones take a hundred times as long as all others.
    private const int OneLargeIn = 1_000;
    private const int OneAtLimitIn = 60;

    private readonly SentenceGenerator _sentences = new(choice);
    private readonly BrokenBodyGenerator _broken = new(choice);

    /// <summary>A body.</summary>
    public Body Create()
    {
        if (choice.OneIn(OneLargeIn))
        {
            return CreateLarge();
        }

        if (choice.OneIn(OneAtLimitIn))
        {
            return CreateAtLimit();
        }

        return choice.Below(100) switch
        {
            < 55 => CreateValid(),
            < 63 => CreateWithOptions(),
            < 69 => new(Compose(text => Wrap(text, _sentences.AddOdd))),
            < 73 => CreateReported(),
            _ => new(_broken.Create(CreateValid().Bytes)),
        };
    }

    /// <summary>A body that must be answered with predictions.</summary>
    public Body CreateValid() =>
        new(
            Compose(text =>
            {
                var space = choice.OneIn(4) ? choice.Of(" ", "\n", "\t", "\r\n  ") : "";
                text.Add(space).Add("{").Add(space);
                var explain = choice.OneIn(8) ? choice.Of("true", "false") : null;
                var before = choice.OneIn(2);
                if (explain is not null && before)
                {
                    text.Add($"\"explain\":{space}{explain},");
                }

                AddForm(text, explain is null ? choice.Below(4) : choice.Below(2));
                if (explain is not null && !before)
                {
                    text.Add($"{space},\"explain\" : {explain}");
                }

                text.Add("}").Add(space);
            })
        )
        {
            Status = 200,
        };

    /// <summary>Members that only some servers accept, or only later versions of the contract.</summary>
    private Body CreateWithOptions() =>
        new(
            Compose(text =>
            {
                text.Add("{");
                AddForm(text, choice.Below(4));
                for (var options = choice.Between(1, 2); options > 0; options--)
                {
                    text.Add(",")
                        .Add(
                            choice.Of(
                                "\"onError\":\"report\"",
                                "\"onError\":\"fail\"",
                                "\"onError\":1",
                                "\"onError\":null",
                                "\"signature_name\":\"serving_default\"",
                                "\"signature_name\":\"\"",
                                "\"signature_name\":null",
                                "\"signature_name\":\"é\\ud800\"",
                                "\"signature_name\":[]",
                                "\"signature_name\":\"other\"",
                                "\"parameters\":{}",
                                "\"parameters\":{\"a\":[1e999,{\"b\":null}]}",
                                "\"parameters\":null",
                                "\"parameters\":[]",
                                "\"parameters\":{\"a\":\"\\ud800\"}",
                                "\"explain\":true",
                                "\"explain\":null"
                            )
                        );
                }

                text.Add("}");
            })
        );

    /// <summary>Sentences of which some have errors that are reported.</summary>
    private Body CreateReported() =>
        new(
            Compose(text =>
            {
                var before = choice.OneIn(2);
                text.Add(before ? "{\"onError\":\"report\",\"sentences\":[" : "{\"sentences\":[");
                AddList(text, choice.Between(1, 6), inner =>
                    {
                        if (choice.OneIn(2))
                        {
                            _sentences.AddOdd(inner);
                        }
                        else
                        {
                            _sentences.AddValid(inner);
                        }
                    })
                    .Add("]")
                    .Add(choice.OneIn(4) ? ",\"explain\":true" : "")
                    .Add(before ? "}" : ",\"onError\":\"report\"}");
            })
        );

    private Body CreateAtLimit()
    {
        var explain = choice.OneIn(2) ? ",\"explain\":true" : "";
        return choice.Below(3) switch
        {
            0 => new(
                Compose(text =>
                    AddList(text.Add("{\"sentences\":["), choice.Between(127, 129), _sentences.AddValid)
                        .Add("]")
                        .Add(explain)
                        .Add("}")
                )
            ),
            1 => new(
                Compose(text =>
                    Wrap(text, inner => _sentences.AddOfLength(inner, choice.Between(4_999, 5_001)), explain)
                )
            ),
            _ => new(
                Compose(text =>
                    Wrap(
                        text,
                        inner => _sentences.AddOfWords(inner, choice.Between(63, 65)),
                        ",\"explain\":true"
                    )
                )
            ),
        };
    }

    private Body CreateLarge() =>
        choice.Below(3) switch
        {
            // Bodies of the limit and of its neighbours, padded with space after the object.
            0 => new(
                Compose(text =>
                {
                    Wrap(text, _sentences.AddValid);
                    text.Repeat(" ", (1 << 20) + choice.Between(-1, 1) - text.Length);
                })
            ),
            1 => new(
                Compose(text =>
                    AddList(text.Add("{\"sentences\":["), 128, inner =>
                            _sentences.AddOfLength(inner, choice.Between(500, 5_000))
                        )
                        .Add("]}")
                )
            ),
            _ => new(
                Compose(text =>
                    AddList(text.Add("{\"explain\":true,\"sentences\":["), choice.Between(1, 2), inner =>
                            _sentences.AddOfWords(inner, 62)
                        )
                        .Add("]}")
                )
            ),
        };

    private void AddForm(ByteText text, int form)
    {
        switch (form)
        {
            case 0:
                _sentences.AddValid(text.Add(choice.OneIn(20) ? "\"sent\\u0065nce\":" : "\"sentence\":"));
                break;
            case 1:
                AddList(text.Add("\"sentences\" : ["), choice.Between(1, 6), _sentences.AddValid).Add("]");
                break;
            default:
                // All of one kind: some servers refuse mixed kinds.
                Action<ByteText> add = choice.OneIn(3) ? _sentences.AddValid : AddInstance;
                AddList(text.Add("\"instances\":["), choice.Between(1, 5), add).Add("]");
                break;
        }
    }

    private void AddInstance(ByteText text)
    {
        _sentences.AddValid(text.Add("{ \"sentence\":"));
        text.Add("}");
    }

    private ByteText AddList(ByteText text, int count, Action<ByteText> addItem)
    {
        for (var i = 0; i < count; i++)
        {
            addItem(
                text.Add(
                    i == 0 ? ""
                    : choice.OneIn(8) ? " , "
                    : ","
                )
            );
        }

        return text;
    }

    private void Wrap(ByteText text, Action<ByteText> addSentence, string rest = "")
    {
        var list = choice.OneIn(2);
        addSentence(text.Add(list ? "{\"sentences\":[" : "{\"sentence\":"));
        text.Add(list ? "]" : "").Add(rest).Add("}");
    }

    private static byte[] Compose(Action<ByteText> add)
    {
        var text = new ByteText();
        add(text);
        return text.ToArray();
    }
}
