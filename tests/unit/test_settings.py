"""Settings are looked at when they are used."""

import pytest

from hearthline.platform.settings import SettingInvalid, SettingMissing, Settings

NEEDED = [
    "complaints_table",
    "deliveries_table",
    "members_table",
    "surveys_table",
    "sessions_table",
    "insight_table",
    "bus_name",
    "notices_queue_url",
    "sweep_queue_url",
    "imports_queue_url",
    "jobs_queue_url",
    "sends_queue_url",
    "imports_bucket",
    "attachments_bucket",
    "secret_id",
    "public_url",
    "oidc_issuer",
    "oidc_client",
    "mail_adapter",
    "mail_from",
    "smtp_host",
    "sms_webhook_url",
]
DEFAULTS = {
    "staff_claim": "sub",
    "oidc_root": None,
    "oidc_scopes": "openid profile",
    "rate_per_address": 300,
    "rate_per_contact": 10,
    "survey_rate": 6000,
    "timer_shards": 8,
    "smtp_port": 587,
    "smtp_secret_id": None,
    "sms_adapter": "none",
    "webhook_secret_id": None,
    "log_level": "INFO",
    "metrics_namespace": "Hearthline",
}


def settings(**values: str) -> Settings:
    return Settings.from_environ(values)


@pytest.mark.parametrize("attribute", NEEDED)
@pytest.mark.parametrize("values", [{}, "", "  "])
def test_a_missing_variable_is_missed_when_it_is_used(attribute: str, values: str | dict[str, str]) -> None:
    name = attribute.upper()
    function = settings(**({} if isinstance(values, dict) else {name: values}))

    with pytest.raises(SettingMissing) as caught:
        getattr(function, attribute)
    assert caught.value.name == name


@pytest.mark.parametrize(("attribute", "value"), DEFAULTS.items())
def test_what_has_a_default_need_not_be_set(attribute: str, value: object) -> None:
    assert getattr(settings(), attribute) == value
    assert getattr(settings(**{attribute.upper(): ""}), attribute) == value


@pytest.mark.parametrize(
    "attribute", [name for name in [*NEEDED, *DEFAULTS] if isinstance(DEFAULTS.get(name, ""), str)]
)
def test_every_variable_is_read_by_its_own_name(attribute: str) -> None:
    value = {"public_url": "https://x", "mail_adapter": "smtp", "sms_adapter": "sns"}.get(
        attribute, "a value"
    )
    assert getattr(settings(**{attribute.upper(): value}), attribute) == value


@pytest.mark.parametrize(
    "attribute", ["rate_per_address", "rate_per_contact", "survey_rate", "timer_shards", "smtp_port"]
)
@pytest.mark.parametrize("value", ["0", "-1", "ten", "1.5", "٣", "1000000", "1 0"])
def test_a_number_must_be_one(attribute: str, value: str) -> None:
    with pytest.raises(SettingInvalid) as caught:
        getattr(settings(**{attribute.upper(): value}), attribute)
    assert caught.value.name == attribute.upper()


def test_numbers_are_read() -> None:
    assert settings(RATE_PER_ADDRESS=" 25 ").rate_per_address == 25


@pytest.mark.parametrize(
    ("attribute", "value"),
    [("mail_adapter", "pigeon"), ("sms_adapter", "SNS"), ("public_url", "example.org")],
)
def test_a_value_that_means_nothing_is_named(attribute: str, value: str) -> None:
    with pytest.raises(SettingInvalid) as caught:
        getattr(settings(**{attribute.upper(): value}), attribute)
    assert caught.value.name == attribute.upper()


@pytest.mark.parametrize("adapter", ["ses", "smtp"])
def test_mail_goes_one_of_two_ways(adapter: str) -> None:
    assert settings(MAIL_ADAPTER=adapter).mail_adapter == adapter


@pytest.mark.parametrize("adapter", ["sns", "webhook", "none"])
def test_short_messages_go_one_of_three_ways(adapter: str) -> None:
    assert settings(SMS_ADAPTER=adapter).sms_adapter == adapter


def test_the_public_address_has_no_slash_at_its_end() -> None:
    assert settings(PUBLIC_URL="https://example.org/").public_url == "https://example.org"


def test_later_changes_of_the_environment_change_nothing() -> None:
    environ = {"BUS_NAME": "one"}
    function = Settings.from_environ(environ)
    environ["BUS_NAME"] = "two"
    assert function.bus_name == "one"


def test_without_values_the_process_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUS_NAME", "one")
    assert Settings.from_environ().bus_name == "one"


def test_settings_do_not_show_their_values() -> None:
    assert "arn" not in repr(settings(SECRET_ID="arn:secret"))
