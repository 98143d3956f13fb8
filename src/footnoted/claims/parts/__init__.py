"""Claims as a table: sources with their texts and claims, many to a Parquet file, lossless both ways."""

from footnoted.claims.parts.file import Group, PackedRow, part_groups, part_rows, write_part
from footnoted.claims.parts.layout import PART_SCHEMA, ROWS_IN_GROUP, SUFFIX
from footnoted.claims.parts.rows import ReadClaim, Spelled, as_drafted, left_out_row, packed_row, spelled_in
from footnoted.claims.parts.seeded import parts_in_seeds, texts_in_parts

__all__ = [
    "PART_SCHEMA",
    "ROWS_IN_GROUP",
    "SUFFIX",
    "Group",
    "PackedRow",
    "ReadClaim",
    "Spelled",
    "as_drafted",
    "left_out_row",
    "packed_row",
    "part_groups",
    "part_rows",
    "parts_in_seeds",
    "spelled_in",
    "texts_in_parts",
    "write_part",
]
