"""What a page of the server may load and ask: its Content-Security-Policy."""

from typing import Final

POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page may load: nothing of others, and nothing that is written into it."""
ASKING: Final = {"Content-Security-Policy": f"{POLICY}; connect-src 'self'"}
"""The policy of the page whose editor asks the server for names that complete a query."""
