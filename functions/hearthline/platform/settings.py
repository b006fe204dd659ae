"""What the stack tells a function through its environment. No other module reads it.

Each function gets only the variables it uses; so each is looked at when it is used, and only then missed.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Self


class SettingMissing(Exception):
    """The function uses the variable `name`, which the stack has not set."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class SettingInvalid(Exception):
    """The variable `name` is set to what it can't be; `expected` says what it may be."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(f"{name}: expected {expected}")
        self.name = name
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one function. An empty variable counts as not set.

    Every attribute may raise SettingMissing (where it has no default) or SettingInvalid.
    """

    _values: Mapping[str, str] = field(repr=False)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Take the settings as they are now, the process's own by default; later changes change nothing."""
        environ = os.environ if environ is None else environ
        return cls({name: value.strip() for name, value in environ.items() if value.strip()})

    @property
    def complaints_table(self) -> str:
        """Name of the complaints table."""
        return self._needed("COMPLAINTS_TABLE")

    @property
    def deliveries_table(self) -> str:
        """Name of the table of notices and their delivery."""
        return self._needed("DELIVERIES_TABLE")

    @property
    def members_table(self) -> str:
        """Name of the table of persons, their club and their homes."""
        return self._needed("MEMBERS_TABLE")

    @property
    def surveys_table(self) -> str:
        """Name of the table of questionnaires, campaigns and answers."""
        return self._needed("SURVEYS_TABLE")

    @property
    def insight_table(self) -> str:
        """Name of the table of what is counted for reports."""
        return self._needed("INSIGHT_TABLE")

    @property
    def sessions_table(self) -> str:
        """Name of the table of the staff's sessions."""
        return self._needed("SESSIONS_TABLE")

    @property
    def bus_name(self) -> str:
        """Name of the event bus."""
        return self._needed("BUS_NAME")

    @property
    def notices_queue_url(self) -> str:
        """Queue of what people must be told."""
        return self._needed("NOTICES_QUEUE_URL")

    @property
    def sweep_queue_url(self) -> str:
        """Queue of sweeps that go on."""
        return self._needed("SWEEP_QUEUE_URL")

    @property
    def jobs_queue_url(self) -> str:
        """Queue of long work to go on with."""
        return self._needed("JOBS_QUEUE_URL")

    @property
    def sends_queue_url(self) -> str:
        """Queue of the messages of campaigns."""
        return self._needed("SENDS_QUEUE_URL")

    @property
    def imports_queue_url(self) -> str:
        """Queue of imports to be run."""
        return self._needed("IMPORTS_QUEUE_URL")

    @property
    def imports_bucket(self) -> str:
        """Bucket of uploaded files and of the rows rejected from them."""
        return self._needed("IMPORTS_BUCKET")

    @property
    def attachments_bucket(self) -> str:
        """Bucket of the files that belong to cases."""
        return self._needed("ATTACHMENTS_BUCKET")

    @property
    def analytics_bucket(self) -> str:
        """Bucket of what is exported for analysis."""
        return self._needed("ANALYTICS_BUCKET")

    @property
    def analytics_queue_url(self) -> str:
        """Queue of exports for analysis to go on with."""
        return self._needed("ANALYTICS_QUEUE_URL")

    @property
    def secret_id(self) -> str:
        """Id of the stack's secret in the secrets store."""
        return self._needed("SECRET_ID")

    @property
    def public_url(self) -> str:
        """Root of the site as people see it, without a slash at its end."""
        url = self._needed("PUBLIC_URL").rstrip("/")
        if not url.startswith(("https://", "http://")):
            raise SettingInvalid("PUBLIC_URL", "an http or https address")
        return url

    @property
    def staff_claim(self) -> str:
        """Claim of a token that says which member of staff it is for."""
        return self._values.get("STAFF_CLAIM", "sub")

    @property
    def oidc_issuer(self) -> str:
        """Issuer of the staff's tokens, as the tokens name it."""
        return self._needed("OIDC_ISSUER")

    @property
    def oidc_root(self) -> str | None:
        """Scheme, host and port that stand for the issuer's own, where it is reached another way."""
        return self._values.get("OIDC_ROOT")

    @property
    def oidc_client(self) -> str:
        """Id of the client that the desk's pages are at the issuer."""
        return self._needed("OIDC_CLIENT")

    @property
    def oidc_audience(self) -> str:
        """Audience of the tokens that the staff's API takes; the client's id where not set."""
        return self._values.get("OIDC_AUDIENCE") or self.oidc_client

    @property
    def oidc_scopes(self) -> str:
        """Scopes that the pages ask for, separated by spaces."""
        return self._values.get("OIDC_SCOPES", "openid profile")

    @property
    def rate_per_address(self) -> int:
        """Most filings from one address in 10 minutes."""
        return self._number("RATE_PER_ADDRESS", 300)

    @property
    def survey_rate(self) -> int:
        """Most messages of all campaigns together in a minute, 6 to 60,000."""
        rate = self._number("SURVEY_RATE", 6000)
        if not 6 <= rate <= 60_000:
            raise SettingInvalid("SURVEY_RATE", "a number from 6 to 60000")
        return rate

    @property
    def rate_per_contact(self) -> int:
        """Most filings with one contact in an hour."""
        return self._number("RATE_PER_CONTACT", 10)

    @property
    def timer_shards(self) -> int:
        """Number of shards of the timer index; never fewer than were ever written to."""
        return self._number("TIMER_SHARDS", 8)

    @property
    def mail_adapter(self) -> Literal["ses", "smtp"]:
        """How mail is sent."""
        match self._needed("MAIL_ADAPTER"):
            case "ses":
                return "ses"
            case "smtp":
                return "smtp"
        raise SettingInvalid("MAIL_ADAPTER", "ses or smtp")

    @property
    def mail_from(self) -> str:
        """Address that mail comes from."""
        return self._needed("MAIL_FROM")

    @property
    def mail_configuration_set(self) -> str | None:
        """Name of the SES configuration set by which mail is reported on; None for no reports."""
        return self._values.get("MAIL_CONFIGURATION_SET")

    @property
    def smtp_host(self) -> str:
        """Host of the mail server."""
        return self._needed("SMTP_HOST")

    @property
    def smtp_port(self) -> int:
        """Port of the mail server; 587, submission, where not set."""
        return self._number("SMTP_PORT", 587)

    @property
    def smtp_secret_id(self) -> str | None:
        """Id of the secret with the mail server's sign-in; None for a server that asks for none."""
        return self._values.get("SMTP_SECRET_ID")

    @property
    def sms_adapter(self) -> Literal["sns", "webhook", "none"]:
        """How short messages are sent; not at all where not set."""
        match self._values.get("SMS_ADAPTER", "none"):
            case "sns":
                return "sns"
            case "webhook":
                return "webhook"
            case "none":
                return "none"
        raise SettingInvalid("SMS_ADAPTER", "sns, webhook or none")

    @property
    def sms_webhook_url(self) -> str:
        """Address that short messages are posted to."""
        return self._needed("SMS_WEBHOOK_URL")

    @property
    def webhook_secret_id(self) -> str | None:
        """Id of the secret that webhooks are signed with; None for unsigned ones."""
        return self._values.get("WEBHOOK_SECRET_ID")

    @property
    def log_level(self) -> str:
        """Least level of log lines."""
        return self._values.get("LOG_LEVEL", "INFO")

    @property
    def metrics_namespace(self) -> str:
        """Namespace of the metrics."""
        return self._values.get("METRICS_NAMESPACE", "Hearthline")

    def _needed(self, name: str) -> str:
        try:
            return self._values[name]
        except KeyError:
            raise SettingMissing(name) from None

    def _number(self, name: str, default: int) -> int:
        text = self._values.get(name, str(default))
        if not (text.isascii() and text.isdigit() and 0 < int(text) < 1_000_000):
            raise SettingInvalid(name, "a whole number from 1 to 999999")
        return int(text)
