"""The catalogue of messages in Chinese: gettext's form, keyed by the English templates.

`zh/LC_MESSAGES/sskg.po` is what people write; `sskg.mo` beside it is built from it (`make words`)
and is what is read, and only for a reader of Chinese.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gettext import GNUTranslations

DOMAIN: Final = "sskg"
FOLDER: Final = Path(__file__).parent / "locale"


@cache
def chinese() -> GNUTranslations:
    """Read the catalogue."""
    from gettext import GNUTranslations

    with (FOLDER / "zh" / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        return GNUTranslations(file)


def translated(template: str) -> str:
    """Return a template in Chinese; as it is where the catalogue lacks it, which a test forbids.

    >>> translated("no such file")
    '没有此文件'
    """
    catalogue = chinese()
    # A template with a form for the plural in English has one form in Chinese.
    chinese_text = catalogue.gettext(template)
    return chinese_text if chinese_text != template else catalogue.ngettext(template, template, 1)
