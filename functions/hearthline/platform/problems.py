"""Refusals as callers get them: RFC 9457 problem details, each kind with a URN that never changes.

A problem says what the caller can do about it and nothing of the inside: no key, no table, no provider's
message, no value that was sent. `title` comes in the caller's language (Chinese or English), `type` and the
machine-readable members stay the same in every language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal, Self

CONTENT_TYPE: Final = "application/problem+json"
URN_PREFIX: Final = "urn:hearthline:problem:"

Language = Literal["zh", "en"]


class Kind(Enum):
    """Every kind of problem there is: its name in the URN, its status, its titles in English and Chinese."""

    UNREADABLE = ("unreadable", 400, "The request cannot be read", "无法读取请求")
    CURSOR = ("cursor", 400, "The cursor is not valid here", "翻页标记无效")
    UNAUTHORIZED = ("unauthorized", 401, "Please sign in", "请先登录")
    FORBIDDEN = ("forbidden", 403, "This is not yours to do", "没有权限")
    NOT_FOUND = ("not-found", 404, "Not found", "未找到")
    METHOD = ("method", 405, "Not possible at this address", "该地址不支持此操作")
    REFUSED = ("refused", 409, "The present state does not allow this", "当前状态不允许此操作")
    STALE = ("stale", 412, "It has changed since you read it", "内容已被更新")
    TOO_LARGE = ("too-large", 413, "The request is too large", "请求内容过大")
    UNSUPPORTED = ("unsupported", 415, "This content type is not understood", "不支持的内容类型")
    INVALID = ("invalid", 422, "Something in the request is not right", "提交的内容有误")
    TOO_MANY = ("too-many", 429, "Too many requests; please wait", "请求过于频繁，请稍后再试")
    INTERNAL = ("internal", 500, "Something went wrong on our side", "服务器出错")
    UNAVAILABLE = (
        "unavailable",
        503,
        "Not available at the moment; please try again",
        "服务暂时不可用，请稍后再试",
    )

    def __init__(self, name: str, status: int, english: str, chinese: str) -> None:
        self.urn = URN_PREFIX + name
        self.status = status
        self._titles: dict[Language, str] = {"en": english, "zh": chinese}

    def title(self, language: Language) -> str:
        """Return the short sentence for this kind in a language."""
        return self._titles[language]


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one part of a request; `detail` is an English sentence that never repeats the value.

    `pointer` says where: a JSON Pointer (RFC 6901) into the body, as ``/contact/phone``; ``?limit`` for a
    parameter of the query; ``#Idempotency-Key`` for a header.
    """

    pointer: str
    detail: str


class Problem(Exception):
    """A refusal for the caller: made by its class methods, raised anywhere, answered in one place."""

    def __init__(
        self,
        kind: Kind,
        detail: str = "",
        *,
        errors: Iterable[FieldError] = (),
        extra: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(kind.urn)
        self.kind = kind
        self.detail = detail
        self.errors = tuple(errors)
        self.extra: Mapping[str, object] = extra or {}
        self.headers: Mapping[str, str] = headers or {}

    @property
    def type(self) -> str:
        """The stable URN."""
        return self.kind.urn

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.kind.status

    @property
    def title(self) -> str:
        """The English title."""
        return self.kind.title("en")

    def body(self, language: Language = "en") -> dict[str, object]:
        """Return the problem+json document."""
        members: dict[str, object] = {
            "type": self.type,
            "title": self.kind.title(language),
            "status": self.status,
        }
        if self.detail:
            members["detail"] = self.detail
        if self.errors:
            members["errors"] = [{"pointer": error.pointer, "detail": error.detail} for error in self.errors]
        return {**self.extra, **members}

    @classmethod
    def unreadable(cls, detail: str) -> Self:
        """400: the request is not what its content type says."""
        return cls(Kind.UNREADABLE, detail)

    @classmethod
    def cursor(cls) -> Self:
        """400: a cursor that is forged, damaged, or made for another list."""
        return cls(Kind.CURSOR, "Start again without a cursor, or use one that this very list has given.")

    @classmethod
    def unauthorized(cls, detail: str = "") -> Self:
        """401: no credentials, or none that say who it is."""
        return cls(Kind.UNAUTHORIZED, detail, headers={"WWW-Authenticate": "Bearer"})

    @classmethod
    def forbidden(cls, detail: str = "") -> Self:
        """403: a role or a city that isn't the caller's."""
        return cls(Kind.FORBIDDEN, detail)

    @classmethod
    def not_found(cls) -> Self:
        """404: not there, or not the caller's to know of; always the very same answer."""
        return cls(Kind.NOT_FOUND)

    @classmethod
    def method_not_allowed(cls, allowed: Iterable[str]) -> Self:
        """405: the address exists, for other methods."""
        return cls(Kind.METHOD, headers={"Allow": ", ".join(sorted(allowed))})

    @classmethod
    def refused(cls, reason: str, state: Mapping[str, object]) -> Self:
        """409: the state stands against it. `reason` is a stable code, `state` what stands there now."""
        return cls(Kind.REFUSED, extra={"reason": reason, "state": dict(state)})

    @classmethod
    def stale(cls, state: Mapping[str, object] | None = None) -> Self:
        """412: `If-Match` names a version that is no longer the current one."""
        return cls(Kind.STALE, "Read it again, then decide.", extra={"state": dict(state)} if state else None)

    @classmethod
    def too_large(cls, limit: int) -> Self:
        """413: more than `limit` bytes."""
        return cls(Kind.TOO_LARGE, f"At most {limit} bytes are read here.", extra={"limit": limit})

    @classmethod
    def unsupported(cls, *accepted: str) -> Self:
        """415: a content type other than the accepted ones."""
        types = " or ".join(accepted)
        return cls(Kind.UNSUPPORTED, f"Send {types}, in UTF-8.", headers={"Accept": ", ".join(accepted)})

    @classmethod
    def invalid(cls, errors: Iterable[FieldError], detail: str = "") -> Self:
        """422: readable, but not right; each error says where and why."""
        return cls(Kind.INVALID, detail, errors=errors)

    @classmethod
    def too_many(cls, retry_after: int) -> Self:
        """429: over a rate limit, for another `retry_after` seconds."""
        return cls(Kind.TOO_MANY, headers={"Retry-After": str(max(1, retry_after))})

    @classmethod
    def internal(cls, request_id: str) -> Self:
        """500: a defect; the answer holds nothing but the id under which the log has the rest."""
        return cls(Kind.INTERNAL, extra={"request_id": request_id})

    @classmethod
    def unavailable(cls, retry_after: int = 1) -> Self:
        """503: storage is throttled or out of reach; trying again after `retry_after` seconds is safe."""
        return cls(Kind.UNAVAILABLE, headers={"Retry-After": str(max(1, retry_after))})
