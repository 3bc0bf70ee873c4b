namespace SentimentFunction.ModelServers.Tensors;

/// <summary>What the elements of a tensor are, whatever a protocol calls them.</summary>
internal enum ElementType
{
    /// <summary>Texts, or other bytes.</summary>
    Bytes,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Whole numbers of 8 bits.</summary>
    Int8,

    /// <summary>Whole numbers of 16 bits.</summary>
    Int16,

    /// <summary>Whole numbers of 32 bits.</summary>
    Int32,

    /// <summary>Whole numbers of 64 bits.</summary>
    Int64,

    /// <summary>Whole numbers of 8 bits, from 0 up.</summary>
    UInt8,

    /// <summary>Whole numbers of 16 bits, from 0 up.</summary>
    UInt16,

    /// <summary>Whole numbers of 32 bits, from 0 up.</summary>
    UInt32,

    /// <summary>Whole numbers of 64 bits, from 0 up.</summary>
    UInt64,

    /// <summary>Floating-point numbers of half precision.</summary>
    Float16,

    /// <summary>Floating-point numbers of single precision.</summary>
    Float32,

    /// <summary>Floating-point numbers of double precision.</summary>
    Float64,
}
