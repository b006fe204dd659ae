"""What the site's functions are built of: the pages of its two sides."""

from functools import cache
from typing import TYPE_CHECKING

from hearthline import root

if TYPE_CHECKING:
    from hearthline.complaints.present_promise import PresentPromise
    from hearthline.complaints.tonight import Tonight
    from hearthline.pages.site_pages import SitePages


@cache
def promise() -> "PresentPromise":
    """Give how the promise is kept this month, counted once a minute at most."""
    from hearthline.complaints.present_promise import PresentPromise

    return PresentPromise(root.board())


@cache
def attachment_origin() -> str:
    """Give the origin that the files of cases are sent to."""
    from hearthline import root_work

    return root_work.attachment_files().upload_origin()


@cache
def public_pages() -> "SitePages":
    """Give the pages for everyone and for members."""
    from hearthline.pages.site_pages import PUBLIC, SitePages

    return SitePages(PUBLIC, root.settings().public_url)


@cache
def desk_pages() -> "SitePages":
    """Give the pages of staff."""
    from hearthline.pages.site_pages import DESK, SitePages

    return SitePages(DESK, root.settings().public_url)


@cache
def tonight() -> "Tonight":
    """Give the board of what breaks tonight."""
    from hearthline.complaints.tonight import Tonight

    return Tonight(root.store(), root.rulebook())
