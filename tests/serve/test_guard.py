"""Who may ask, under which name, and what browsers are told of every answer."""

import pytest

from kg.serve.guard import COOKIE, HEADERS, read_host
from kg.serve.server import ServeError, Settings, check_settings

TOKEN = "a-long-token-for-tests"
PAGES = ["/", "/search?q=x", "/nothing", "/thing?iri=urn:x", "/sparql?query=SELECT", "/sparql?query=ASK{}", "/static/style.css", "/document?iri=%00"]


@pytest.fixture(scope="module")
def locked(opening, fixtures):
    return opening(fixtures / "small.ttl", token=TOKEN)


@pytest.fixture(autouse=True)
def forget(request):
    """No test leaves a cookie to the next."""
    yield
    for name in ("locked", "small"):
        if name in request.fixturenames:
            request.getfixturevalue(name).cookies.clear()


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_has_the_headers(small, path):
    headers = small.get(path).headers
    for name, value in HEADERS.items():
        assert headers[name] == value
    assert "unsafe" not in headers["content-security-policy"] and "default-src 'none'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers


def test_a_failure_of_ours_has_the_headers_and_tells_no_secrets(small, monkeypatch):
    monkeypatch.setattr("kg.serve.site.Site.render", lambda *_, **__: 1 / 0)
    found = small.get("/")
    assert found.status_code == 500 and "Traceback" not in found.text and "/kg/" not in found.text
    assert found.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8321", "", "localhost@evil.example", "10.0.0.1", "[::2]:80"])
def test_other_names_are_refused(small, host):
    assert small.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:9", "localhost:8321", "LOCALHOST", "[::1]:8321"])
def test_this_machine_is_answered(small, host):
    assert small.get("/", headers={"host": host}).status_code == 200


def test_beyond_this_machine_addresses_and_given_names_are_answered(opening, fixtures):
    client = opening(fixtures / "small.ttl", token=TOKEN, names=["graph.example"], everywhere=True)
    bearer = {"authorization": f"Bearer {TOKEN}"}
    for host, status in (("10.0.0.1:8321", 200), ("graph.example", 200), ("evil.example", 421)):
        assert client.get("/", headers={"host": host, **bearer}).status_code == status


def test_scripts_of_other_sites_are_refused(small):
    assert small.get("/sparql?query=ASK{}", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}).status_code == 403
    assert small.get("/", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/sparql?query=ASK{}", "/static/style.css", "/complete?q=x", "/nothing", "/?token=wrong", f"/?Token={TOKEN}"])
@pytest.mark.parametrize("headers", [
    {}, {"authorization": "Bearer wrong"}, {"authorization": TOKEN}, {"authorization": f"Basic {TOKEN}"}, {"cookie": f"{COOKIE}={TOKEN}"},
    {"authorization": "Bearer ü"}, {"cookie": f"{COOKIE}=ü"},
])  # fmt: skip
def test_without_the_token_nothing_is_shown(locked, path, headers):
    found = locked.get(path, headers={name: value.encode() for name, value in headers.items()})
    assert found.status_code == 401 and found.headers["www-authenticate"].startswith("Bearer")
    assert "set-cookie" not in found.headers


def test_the_token_opens_by_header(locked):
    assert locked.get("/sparql?query=ASK{}", headers={"authorization": f"Bearer {TOKEN}"}).json()["boolean"] is True


def test_the_token_in_the_address_becomes_a_cookie(locked):
    first = locked.get(f"/search?q=%E6%B8%94&token={TOKEN}&page=1")
    cookie = first.headers["set-cookie"]
    assert first.status_code == 200 and TOKEN not in first.text and TOKEN not in cookie
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie
    assert '<meta http-equiv="refresh" content="0;url=/search?q=%E6%B8%94&amp;page=1">' in first.text
    assert locked.get("/search?q=%E6%B8%94&page=1").status_code == 200


@pytest.mark.parametrize("path", ["//evil.example/", '/"><script>alert(1)</script>', "/\\evil.example"])
def test_the_way_on_leads_to_this_server(locked, path):
    found = locked.get(f"http://127.0.0.1:8321{path}", params={"token": TOKEN})
    assert found.status_code == 200
    assert "<script" not in found.text and "url=//" not in found.text and "url=/" in found.text


@pytest.mark.parametrize("header", ["a b", "a/b", "a@b", "x:y", "[::1", "::1]:x", "a:80:80", "a\tb"])
def test_odd_hosts_are_none(header):
    assert read_host(header) in ("", "::1")


@pytest.mark.parametrize("settings", [
    Settings(host="0.0.0.0"), Settings(host="::"), Settings(host="192.168.1.2"), Settings(token="short"),
    Settings(host="0.0.0.0", token="fifteen-letters"), Settings(token="a token with many spaces"), Settings(token="令牌令牌令牌令牌令牌令牌令牌令牌令牌"),
])  # fmt: skip
def test_what_would_let_strangers_in_is_refused(settings):
    with pytest.raises(ServeError):
        check_settings(settings)


def test_what_is_safe_passes():
    for settings in (Settings(), Settings(host="::1"), Settings(host="localhost"), Settings(host="0.0.0.0", token=TOKEN)):
        check_settings(settings)
