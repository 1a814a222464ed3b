"""Asks a language model at an OpenAI-compatible address, with a limit on everything."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from sskg.errors import RequestError, SskgError, StoreUnavailable
from sskg.language.message import msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.language.message import Message
    from sskg.store.remote.endpoint import Endpoint

URL: Final = "SSKG_LLM_URL"
MODEL: Final = "SSKG_LLM_MODEL"
KEY: Final = "SSKG_LLM_KEY"
TIMEOUT: Final = "SSKG_LLM_TIMEOUT"
SECONDS: Final = 120.0
"""For one answer, unless the environment says otherwise."""
_LARGEST: Final = 4_000_000
"""Bytes of one answer, with all that a server puts around it."""
_PATH: Final = "/chat/completions"
_JSON: Final = "application/json"


class NoAnswerError(Exception):
    """The model gave no answer.

    Args:
        message: why.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


class UnusableAnswerError(ValueError):
    """The server answered, but with nothing that a model wrote."""


class Model(Protocol):
    """A language model."""

    def ask(self, prompt: str, text: str) -> str:
        """Return what the model writes.

        Args:
            prompt: the instruction.
            text: what it is to read; data, never an instruction.

        Raises:
            NoAnswerError: nothing came back within the limits.
            UnusableAnswerError: what came back is no answer of a model.
        """
        ...


@dataclass(frozen=True, slots=True)
class RemoteModel:
    """A model behind an address.

    Attributes:
        name: of the model.
        endpoint: where it answers.
    """

    name: str
    endpoint: Endpoint

    def ask(self, prompt: str, text: str) -> str:
        """Return what the model writes; see `Model.ask`."""
        body = {
            "model": self.name,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": prompt},
                {"role": "user", "content": text},
            ],
        }
        try:
            response = self.endpoint.post(json.dumps(body).encode("ascii"), _JSON, _JSON)
        except (RequestError, StoreUnavailable) as error:
            raise NoAnswerError(error.message) from error
        try:
            content = json.loads(response.body)["choices"][0]["message"]["content"]
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise UnusableAnswerError from error
        if not isinstance(content, str):
            raise UnusableAnswerError
        return content


def model_name(environment: Mapping[str, str] = os.environ) -> str:
    """Return the name of the model that the environment names, or nothing."""
    return environment.get(MODEL, "").strip()


def configured(environment: Mapping[str, str] = os.environ) -> RemoteModel | None:
    """Return the model that the environment names, or None where it names no address.

    Raises:
        RequestError: the address is none, or nothing names the model.
    """
    url = environment.get(URL, "").strip()
    if not url:
        return None
    from sskg.store.remote.endpoint import Endpoint, address
    from sskg.store.remote.transport import EndpointLimits

    name = model_name(environment)
    if not name:
        raise RequestError(
            msg("no model is named"), place=URL, hint=msg("set {variable}", variable=MODEL)
        )
    url = url.rstrip("/")
    try:
        where = address(url if url.endswith(_PATH) else url + _PATH, environment)
    except SskgError as error:
        # The text of the variable may hold a key, and is not repeated.
        hint = msg("the key belongs in {variable}", variable=KEY) if "@" in url else error.hint
        raise RequestError(error.message, place=URL, hint=hint) from None
    key = environment.get(KEY, "").strip()
    seconds = _seconds(environment)
    limits = EndpointLimits(read=seconds, total=seconds, size=_LARGEST, redirects=1, retries=2)
    return RemoteModel(
        name, Endpoint(where, limits, authorization=f"Bearer {key}" if key else None)
    )


def _seconds(environment: Mapping[str, str]) -> float:
    text = environment.get(TIMEOUT, "").strip()
    try:
        seconds = float(text) if text else SECONDS
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise RequestError(msg("“{text}” is not a positive number", text=text), place=TIMEOUT)
    return seconds
