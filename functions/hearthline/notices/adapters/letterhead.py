"""What every mail carries besides its words, whichever way it goes."""

import re
from email.utils import parseaddr

from hearthline.notices.model import Rendered

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def deliverable(address: str) -> str | None:
    """Give the address as a mail server takes it (its domain in ASCII), or None where it can't be one."""
    local, at, domain = address.rpartition("@")
    try:
        ascii_form = f"{local}{at}{domain.encode('idna').decode()}"
    except UnicodeError:
        return None
    return ascii_form if _ADDRESS.fullmatch(ascii_form) else None


def sending_domain(sender: str) -> str:
    """Give the domain of a sender, written as `name@domain` or `Name <name@domain>`."""
    return parseaddr(sender)[1].rpartition("@")[2]


def headers(notice: Rendered, sender: str) -> dict[str, str]:
    """Give the headers that say what kind of mail this is.

    `List-Id` (RFC 2919) lets people file it, `Auto-Submitted` (RFC 3834) keeps auto-responders quiet, and
    `X-Hearthline-Message` names the delivery also where a provider sets its own Message-ID. Mail that one may
    end says how: `List-Unsubscribe` and `List-Unsubscribe-Post` (RFC 8058), one request without sign-in.
    """
    ending = {
        "List-Unsubscribe": f"<{notice.leave_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return {
        "List-Id": f"Hearthline notices <notices.{sending_domain(sender)}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": notice.language,
        "X-Hearthline-Message": notice.id,
        **(ending if notice.leave_url else {}),
    }


def mail_id(notice: Rendered, sender: str) -> str:
    """Give the Message-ID: the same each time the message is sent, so that mail programs show it once."""
    return f"<{notice.id}@{sending_domain(sender)}>"
