"""The data dictionary: every table, column and term, in Markdown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from footnoted.schema import Dataset
from footnoted.write.dictionary import data_dictionary


@pytest.fixture(scope="module")
def text(birds: Dataset) -> str:
    """The dictionary of the dataset about birds."""
    return data_dictionary(birds)


def test_it_starts_with_the_dataset(text: str) -> None:
    """Title, description, version and licence come first."""
    assert text.startswith(
        "# Birds of an invented shore\n\nTwo texts that disagree.\n\nVersion 1.0.0.\n\n"
        "- Licence: [Attribution 4.0](https://creativecommons.org/licenses/by/4.0/)\n\n## Tables\n\n"
        "| Table | Title | Files |\n| --- | --- | --- |\n"
        "| [songs](#songs) | Songs | `csv/songs.csv`, `parquet/songs.parquet` |\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        "| `id` | string, required |  | **Id.** The id. The key of the table. |",
        "| `parent_id` | string |  | **Parent_Id.** The parent_id. Refers to [birds](#birds). |",
        "| `habitat` | string |  | **Habitat.** The habitat. One of [habitat](#habitat). |",
        "| `wingspan_cm` | number | cm | **Wingspan_Cm.** The wingspan_cm. Example: `61.5`. |",
        "| `kind` | string, required |  | **Kind.** The kind. One of `article`, `reference`. |",
        "Key: `bird_id`, `alias`, together.",
        "- `wingspan_cm`, `measured_on` are taken together, from one source.",
        "- No bird is a kind of itself.",
        "**Habitats.** Where a bird lives.",
        "| Term | Meaning | Cues (en) | Cues (es) |",
        "| `wood` | **Woods.** Among trees \\| or below them. | wood | bosque |",
        "| `shore` | **Shores.** Where land and water meet. |  |  |",
    ],
)
def test_it_says_what_the_schemas_say(text: str, line: str) -> None:
    """Types, units, keys, references, groups, rules, terms and cues each have their line."""
    assert line in text.splitlines()


def test_every_table_and_vocabulary_has_a_heading(text: str) -> None:
    """A link to a table or vocabulary leads somewhere."""
    headings = [line.removeprefix("### ") for line in text.splitlines() if line.startswith("### ")]
    assert headings == [
        "songs",
        "birds",
        "bird_names",
        "sources",
        "texts",
        "evidence",
        "redirects",
        "habitat",
        "migrates",
    ]


def test_a_dataset_needs_no_metadata(birds: Dataset) -> None:
    """Without title, version, licences and vocabularies the dictionary is shorter, not broken."""
    bare = replace(birds, descriptor={"name": "birds", "resources": []}, vocabularies={}, tables={})
    assert data_dictionary(bare).startswith("# birds\n\n## Tables\n\n| Table | Title | Files |\n")
    assert "Vocabularies" not in data_dictionary(bare)
