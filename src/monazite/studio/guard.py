"""Who may ask what: this machine's own pages alone, within limits of size, and never as markup.

The studio is bound to the machine it runs on. A page of another site must not be able to ask it
anything, hence Host and Origin are checked; whoever opens it to a network has to set a token.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from starlette.responses import JSONResponse

__all__ = ["POLICY", "Guard"]

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
"""Content security policy of every answer: nothing from elsewhere, no script in a page."""

HEADERS = (
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
)
BODY_AT_MOST = 1_000_000
COOKIE = "monazite_token"

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Guard:
    """Checks every request before the studio sees it, and puts the headers on every answer."""

    def __init__(self, app: Any, hosts: tuple[str, ...], token: str = "") -> None:
        self.app, self.hosts, self.token = app, hosts, token

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with what is wrong."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in scope["headers"]
        }

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(
                        (name.encode(), value.encode())
                        for name, value in HEADERS
                        if name.encode() not in given
                    ),
                ]
                if self._entering(scope):
                    cookie = f"{COOKIE}={self.token}; HttpOnly; SameSite=Strict; Path=/"
                    message["headers"].append((b"set-cookie", cookie.encode()))
            await send(message)

        refused = self._refused(scope, headers)
        if refused is not None:
            status, text = refused
            answer = JSONResponse({"error": {"text": text, "problems": [text]}}, status)
            await answer(scope, receive, with_headers)
            return
        await self.app(scope, self._limited(receive), with_headers)

    def _refused(self, scope: Message, headers: MutableMapping[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if self.hosts and _name(host) not in self.hosts:
            return 421, "This address is not one the studio answers to."
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2] != host:
            return 403, "Another site may not ask the studio."
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > BODY_AT_MOST:
            return 413, "The request is larger than the studio takes."
        if self.token and not self._knows_token(scope, headers):
            return 401, "Open the address the studio printed: it carries the token."
        return None

    def _knows_token(self, scope: Message, headers: MutableMapping[str, str]) -> bool:
        if self._entering(scope):
            return True
        given = headers.get("authorization", "").removeprefix("Bearer ")
        cookies = dict(
            part.strip().partition("=")[::2] for part in headers.get("cookie", "").split(";")
        )
        return any(
            hmac.compare_digest(one.encode(), self.token.encode())
            for one in (given, cookies.get(COOKIE, ""))
        )

    def _entering(self, scope: Message) -> bool:
        """Whether the address carries the token, as the one printed at the start does."""
        if not self.token:
            return False
        given = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token", [""])[0]
        return hmac.compare_digest(given.encode(), self.token.encode())

    def _limited(self, receive: Receive) -> Receive:
        """Stop reading a body that says it is shorter than it is."""
        taken = 0

        async def one() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > BODY_AT_MOST:
                return {"type": "http.disconnect"}
            return message

        return one


def _name(host: str) -> str:
    """The name of a host without its port."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host
