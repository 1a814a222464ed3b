"""The page's words: English by key beside the scripts, Chinese from the catalogue."""

from __future__ import annotations

import json
from functools import cache

from sskg.language.catalogue import translated
from sskg.language.ranges import LANGUAGES
from sskg.model import MODALITIES
from sskg.ontology import assets
from sskg.ontology.vocabulary import vocabulary


@cache
def words() -> dict[str, dict[str, str]]:
    """Return the words that the scripts ask for by key; modalities are named by the ontology.

    >>> words()["zh"]["table"], words()["en"]["Required"]
    ('表', 'required')
    """
    english = json.loads(assets.page("words.json").read_text(encoding="utf-8"))
    return {
        lang: {
            key: translated(template) if lang == "zh" else template
            for key, template in english.items()
        }
        | {name: vocabulary().concept(name).label(lang) for name in MODALITIES}
        for lang in LANGUAGES
    }
