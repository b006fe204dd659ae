"""The export's schema, written out from the code: for docs/analytics.md (`make docs`), and for Athena."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from hearthline.analytics.tables import Kind, Table
from hearthline.analytics_case_parts import PARTS
from hearthline.analytics_complaints import COMPLAINTS
from hearthline.analytics_contracts import CONTRACTS
from hearthline.analytics_improvements import IMPROVEMENT_CASES, IMPROVEMENTS
from hearthline.analytics_members import MEMBERS, POINTS
from hearthline.analytics_survey_tables import ANSWERS, INVITATIONS

PAGE: Final = Path(__file__).parents[1] / "docs" / "analytics.md"
TABLES: Final[Sequence[Table]] = (
    COMPLAINTS,
    *(table for table, _ in PARTS),
    *(IMPROVEMENTS, IMPROVEMENT_CASES),
    *(MEMBERS, POINTS, CONTRACTS),
    *(INVITATIONS, ANSWERS),
)
BEGIN: Final = "<!-- tables: made by `make docs` from the code -->\n"
END: Final = "<!-- end of the tables -->\n"
_SQL: Final = {
    Kind.TEXT: "string",
    Kind.INTEGER: "bigint",
    Kind.FLAG: "boolean",
    Kind.DAY: "date",
    Kind.INSTANT: "timestamp",
}
_PROJECTIONS: Final = {
    "month": {
        "type": "date",
        "format": "yyyy-MM",
        "interval": "1",
        "interval.unit": "MONTHS",
        "range": "2000-01,NOW",
    },
    "part": {"type": "integer", "range": "0,63", "digits": "2"},
    # A query names the campaigns that it is about.
    "campaign": {"type": "injected"},
}


def statement(table: Table, bucket: str, cities: Sequence[str]) -> str:
    """Give Athena's statement that makes a table of this version; its partitions need no further one."""
    columns = ",\n".join(f"  `{column.name}` {_SQL[column.kind]}" for column in table.columns)
    told = f"CREATE EXTERNAL TABLE {table.name} (\n{columns}\n)\n"
    if table.partitions:
        told += f"PARTITIONED BY ({', '.join(f'`{name}` string' for name, _ in table.partitions)})\n"
    told += f"STORED AS PARQUET\nLOCATION 's3://{bucket}/{table.folder}'"
    return f"{told}{_projected(table, cities)};"


def _projected(table: Table, cities: Sequence[str]) -> str:
    """Give by which properties Athena finds the partitions without being told of each."""
    if not table.partitions:
        return ""
    projections = {**_PROJECTIONS, "city": {"type": "enum", "values": ",".join(cities)}}
    properties = {"projection.enabled": "true"} | {
        f"projection.{name}.{what}": said
        for name, _ in table.partitions
        for what, said in projections[name].items()
    }
    return (
        "\nTBLPROPERTIES (\n"
        + ",\n".join(f"  '{name}' = '{said}'" for name, said in properties.items())
        + "\n)"
    )


def described() -> str:
    """Give the part of the page that tells of every table and column."""
    return "\n".join(_section(table) for table in TABLES)


def page() -> str:
    """Give the page with that part as the code has it now."""
    text = PAGE.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{described()}\n{END}{after}"


def _section(table: Table) -> str:
    lines = [
        f"### {table.name}, version {table.version}",
        "",
        f"{table.meaning[0].upper()}{table.meaning[1:]}.",
        "",
        "| column | type | unit | meaning |",
        "|---|---|---|---|",
        *(
            f"| `{column.name}` | {column.kind} | {column.unit or '-'} | {column.meaning} |"
            for column in table.columns
        ),
        *(f"| `{name}` | text, in the key | - | {meaning} |" for name, meaning in table.partitions),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
