"""How a table and its indexes are made, under the name of the moment (live or shadow)."""

from __future__ import annotations

from sqlalchemy import Column, Dialect, Index, Table


def create_table(table: Table, name: str, dialect: Dialect) -> str:
    """SQL that makes the table without its indexes."""
    key = [column.name for column in table.primary_key]
    columns = [_column(column, dialect, is_key=[column.name] == key) for column in table.columns]
    quoted = ", ".join(f'"{column}"' for column in key)
    return f"CREATE TABLE {name} ({', '.join(columns)}, PRIMARY KEY ({quoted}))"


def _column(column: Column[object], dialect: Dialect, *, is_key: bool) -> str:
    kind = column.type.compile(dialect)
    if is_key and dialect.name == "sqlite" and kind == "BIGINT":
        kind = (
            "INTEGER"  # SQLite stores rows in the order of a key of exactly this type, without a second tree
        )
    return f'"{column.name}" {kind}{"" if column.nullable else " NOT NULL"}'


def create_index(index: Index, table_name: str, generation: int) -> str:
    """SQL that makes an index. `info={"where": …}` makes it cover these rows only.

    Index names are one space per database and stay when a table is renamed, so they carry the generation.
    """
    columns = ", ".join(f'"{column.name}"' for column in index.columns)
    where = f" WHERE {index.info['where']}" if "where" in index.info else ""
    return f"CREATE INDEX {index.name}_g{generation} ON {table_name} ({columns}){where}"
