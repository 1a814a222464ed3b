"""What can be asked, once each: every door reads its parameters here and asks through here."""

from sskg.capabilities.parameter import UNBOUNDED, Parameter, read_all, take_all
from sskg.capabilities.table import CAPABILITIES, VIEW, Capability, ask

__all__ = [
    "CAPABILITIES",
    "UNBOUNDED",
    "VIEW",
    "Capability",
    "Parameter",
    "ask",
    "read_all",
    "take_all",
]
