"""« Parcours sans couture »: two files of one person or one family, tied across dispositifs on their agreement (ADR 12)."""
