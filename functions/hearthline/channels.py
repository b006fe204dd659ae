"""The channels of notices, as the stack has set them up.

The webhook secret is a JSON document: `{"robots": {name: {"form", "url", "secret"?}}, "sms": signing key}`,
where `form` is wecom, dingtalk or feishu. The mail server's is `{"username", "password"}`.
"""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from hearthline.notices.ports import Channel
from hearthline.platform.settings import Settings

Fetch = Callable[[str], str]
Client = Callable[[str], Any]


def channels(settings: Settings, client: Client, fetch_secret: Fetch) -> dict[str, Channel]:
    """Build an adapter for each way of reaching people that is set up; `email` always is one."""
    found: dict[str, Channel] = {"email": _mail(settings, client, fetch_secret)}
    sms = _short_messages(settings, client, fetch_secret)
    if sms is not None:
        found["sms"] = sms
    if settings.webhook_secret_id is not None:
        found["webhook"] = _robots(settings.webhook_secret_id, fetch_secret)
    return found


def _mail(settings: Settings, client: Client, fetch_secret: Fetch) -> Channel:
    if settings.mail_adapter == "ses":
        from hearthline.notices.adapters.ses import SesMail

        return SesMail(client("sesv2"), settings.mail_from, settings.mail_configuration_set)
    from hearthline.notices.adapters.smtp import Credentials, SmtpMail

    @cache
    def credentials() -> Credentials | None:
        if settings.smtp_secret_id is None:
            return None
        secret = json.loads(fetch_secret(settings.smtp_secret_id))
        return Credentials(secret["username"], secret["password"])

    return SmtpMail(settings.smtp_host, settings.smtp_port, settings.mail_from, credentials)


def _short_messages(settings: Settings, client: Client, fetch_secret: Fetch) -> Channel | None:
    if settings.sms_adapter == "sns":
        from hearthline.notices.adapters.sns import SnsText

        return SnsText(client("sns"))
    if settings.sms_adapter == "webhook" and settings.webhook_secret_id is not None:
        from hearthline.notices.adapters.https import HttpsPost
        from hearthline.notices.adapters.sms_webhook import WebhookText

        secret_id = settings.webhook_secret_id
        return WebhookText(
            settings.sms_webhook_url,
            cache(lambda: str(json.loads(fetch_secret(secret_id))["sms"])),
            HttpsPost(),
        )
    return None


def _robots(secret_id: str, fetch_secret: Fetch) -> Channel:
    from hearthline.notices.adapters.dingtalk import DingTalk
    from hearthline.notices.adapters.feishu import Feishu
    from hearthline.notices.adapters.https import HttpsPost
    from hearthline.notices.adapters.robots import Robot, RobotPost
    from hearthline.notices.adapters.wecom import WeCom

    @cache
    def robots() -> dict[str, Robot]:
        known = json.loads(fetch_secret(secret_id)).get("robots", {})
        return {name: Robot(each["form"], each["url"], each.get("secret")) for name, each in known.items()}

    return RobotPost(robots, {"wecom": WeCom(), "dingtalk": DingTalk(), "feishu": Feishu()}, HttpsPost())
