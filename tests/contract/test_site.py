"""What holds for every page of the site: its policy, its files, and what a wrong address gets."""

import re

import pytest

from hearthline.pages.assets import asset
from tests.contract import gateway
from tests.contract.service import Service

HTML = {"Accept": "text/html", "Accept-Language": "en"}


@pytest.mark.parametrize(("accepted", "title"), [("en", "Not found"), ("zh-CN", "未找到")])
def test_an_address_without_a_page_gets_one_that_says_so(service: Service, accepted: str, title: str) -> None:
    answer = gateway.ask("GET", "/no/such", headers={"Accept": "text/html", "Accept-Language": accepted})

    assert answer.status == 404
    assert answer.media_type == "text/html"
    assert f"<h1>{title}</h1>" in answer.text


def test_a_page_runs_scripts_of_its_own_origin_alone(service: Service) -> None:
    answer = gateway.ask("GET", "/no/such", headers=HTML)
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))

    assert policy["script-src"] == "'self'"
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert re.findall(r"<script(?![^>]*\bsrc=)", answer.text) == []


@pytest.mark.parametrize("name", ["site.js", "desk.js", "charts.js"])
def test_a_file_is_kept_for_good_under_an_address_that_names_its_content(service: Service, name: str) -> None:
    found = asset(name)
    assert found is not None

    answer = gateway.ask("GET", found.address)

    assert answer.status == 200
    assert answer.text == found.content
    assert "immutable" in answer.headers["cache-control"]
    assert answer.media_type == found.media_type.partition(";")[0]


@pytest.mark.parametrize("path", ["/static/0000000000000000/site.js", "/static/x/words.py", "/static/a"])
def test_another_version_of_a_file_is_not_there(service: Service, path: str) -> None:
    assert gateway.ask("GET", path).status == 404
