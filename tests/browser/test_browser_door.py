"""The door: who can reach the app, what it asks of the outside, the app behind other servers."""

from __future__ import annotations

import base64
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from launch import ROOT, free_port, start_server
from page import LOADING, App
from playwright.sync_api import Browser, expect
from test_browser_decoder import seen, spot

from explorer.ui.server.static_files import FOLDER
from explorer.ui.texts import text
from explorer.ui.widgets.address import own_address

pytestmark = [pytest.mark.browser, pytest.mark.slow]

README = (ROOT / "README.md").read_text("utf-8")
INLINE = "Executing inline script violates"
NGINX = re.search(r"```nginx\n(.*?)```", README, re.DOTALL)


def test_streamlits_files_come_from_memory(server: str) -> None:
    """Without an etag, which Streamlit's own answer has; and none but those."""
    page = urlopen(server).read().decode()
    name = re.search(r"static/js/index[^\"]*", page)[0]  # type: ignore[index]
    with urlopen(f"{server}/{name}") as answer:
        assert answer.headers["etag"] is None
        assert answer.read() == (FOLDER.parent / name).read_bytes()
    with urlopen(f"{server}/_stcore/health") as answer:
        assert answer.read() == b"ok"


@contextmanager
def process(command: list[str], log: Path, port: int, **environment: str) -> Iterator[None]:
    """A server of any kind, until it listens and while it does."""
    with log.open("w") as file:
        running = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=file, stderr=file
        )
    try:
        end = time.monotonic() + 60
        while not reaches("127.0.0.1", port):
            assert running.poll() is None, log.read_text()[-2000:]
            assert time.monotonic() < end, log.read_text()[-2000:]
            time.sleep(0.05)
        yield
    finally:
        running.terminate()
        running.wait(20)


def reaches(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), 1).close()
    except OSError:
        return False
    return True


class Outside(threading.Thread):
    """Stands for the internet: a proxy that all requests for it would go through."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.asked: list[bytes] = []
        self.start()

    def run(self) -> None:
        with suppress(OSError):  # closed
            while True:
                connection, _ = self.listener.accept()
                self.asked.append(connection.recv(200))
                connection.close()

    @property
    def settings(self) -> dict[str, str]:
        url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        return {"http_proxy": url, "https_proxy": url, "no_proxy": "127.0.0.1,localhost"}


@pytest.fixture
def outside() -> Iterator[Outside]:
    outside = Outside()
    yield outside
    outside.listener.close()


def status_of_socket(port: int, origin: str) -> int:
    """What the app answers to a page of ``origin`` that opens a websocket."""
    with socket.create_connection(("127.0.0.1", port), 20) as connection:
        key = base64.b64encode(os.urandom(16)).decode()
        connection.sendall(
            f"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: {origin}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n".encode()
        )
        return int(connection.recv(200).split()[1])


def test_it_listens_to_this_machine_alone_and_asks_nothing_outside(
    browser: Browser, tmp_path: Path, outside: Outside
) -> None:
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.port", str(port)]
    runs = {"EXPLORER_RUNS": str(tmp_path / "runs")}
    with process(command, tmp_path / "log", port, **runs, **outside.settings):
        app = App(browser.new_page())
        app.watch()
        app.page.goto(f"http://127.0.0.1:{port}/?view=lesson", timeout=LOADING)
        app.settle()
        app.page.get_by_role("button", name=text("app.address")).click()
        expect(app.page.get_by_role("dialog")).to_contain_text("--server.address 0.0.0.0")
        assert status_of_socket(port, f"http://127.0.0.1:{port}") == 101
        assert status_of_socket(port, "http://elsewhere.example") == 403
        here = own_address()
        assert here is None or not reaches(here, port)
        app.page.close()
    assert outside.asked == []
    assert f"http://localhost:{port}" in (tmp_path / "log").read_text()
    assert app.complaints == []


def test_open_to_a_class_it_shows_its_address_and_asks_nothing_outside(
    browser: Browser, tmp_path: Path, outside: Outside
) -> None:
    port, here = free_port(), own_address()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", "0.0.0.0"]
    runs = {"EXPLORER_RUNS": str(tmp_path / "runs")}
    with process(command, tmp_path / "log", port, **runs, **outside.settings):
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}/?view=lesson", timeout=LOADING)
        page.get_by_role("button", name=text("app.address")).click()
        shown = page.get_by_role("dialog")
        if here is None:  # no network: nobody else can come
            expect(shown).to_contain_text(text("app.address_alone")[:20])
        else:
            expect(shown.get_by_text(f"http://{here}:{port}")).to_be_visible()
            expect(shown.get_by_role("img", name=text("app.address_code"))).to_be_visible()
            assert reaches(here, port)
        page.close()
    assert outside.asked == []


# ---- behind other servers ------------------------------------------------------------


def journey(browser: Browser, url: str, host: str, npz: Path, folder: Path) -> None:
    """Map, decoder, link, upload and download, and nothing that the page complains of."""
    context = browser.new_context(viewport={"width": 1280, "height": 1400}, accept_downloads=True)
    app = App(context.new_page(), host=host)
    app.watch()
    app.page.goto(url, timeout=LOADING)
    ready = app.page.locator("canvas[data-live=ready]").first
    expect(ready).to_be_visible(timeout=LOADING)
    app.settle()
    pictures = []
    for right, down in ((0.15, 0.8), (0.7, 0.3)):
        app.page.mouse.move(*spot(app.map, right, down))
        pictures.append(seen(app)[0])
    assert (pictures[0] != pictures[1]).any()
    expect(app.digits("prior")).to_be_attached(timeout=LOADING)
    app.settle()
    app.await_change(app.digits(), lambda: app.click_at(app.grid, 0.3, 0.6))
    app.await_point()
    app.settle()
    title, link = app.title(), str(app.page.evaluate("location.href"))

    other = App(context.new_page(), host=host)
    other.watch()
    other.page.goto(link, timeout=LOADING)
    expect(other.digits().locator("h4").first).to_have_text(title, timeout=LOADING)
    other.page.close()

    train = re.sub(r"\?.*", "?view=train&system=denoiser", link)
    app.page.goto(train, timeout=LOADING)
    app.settle()
    app.page.get_by_text(text("train.more")).click()
    app.page.locator("input[type=file]").first.set_input_files(npz)
    chosen = app.page.get_by_role("combobox", name=text("train.data"), exact=True)
    expect(chosen).to_have_value(re.compile(rf"{npz.stem}-\w+\.npz"), timeout=LOADING)
    app.page.get_by_role("radio", name=text("train.tab_code")).click()
    with app.page.expect_download() as download:
        app.page.get_by_role("button", name=text("train.code_take")).click()
    download.value.save_as(folder / "program.py")
    assert "import keras" in (folder / "program.py").read_text()
    context.close()
    # Streamlit's page tells search engines, by a line of its own, that it is not drawn yet
    complaints = [c for c in app.complaints + other.complaints if INLINE not in c]
    assert "\n".join(complaints) == ""


@pytest.fixture
def behind_nginx(tmp_path: Path) -> Iterator[Callable[[int], str]]:
    """nginx with the very lines of the README, in front of an app's port."""
    with suppress(FileNotFoundError):  # said below
        subprocess.run(["nginx", "-v"], check=True, capture_output=True)
    assert NGINX, "the README has a block of nginx"
    running: list[Any] = []

    def start(app_port: int) -> str:
        port = free_port()
        lines = NGINX[1].replace("listen 80", f"listen 127.0.0.1:{port}")  # type: ignore[index]
        lines = lines.replace("127.0.0.1:8501", f"127.0.0.1:{app_port}")
        for name in ("body", "proxy", "fastcgi", "uwsgi", "scgi"):
            (tmp_path / name).mkdir()
        kinds = "".join(
            f"{name}_temp_path {tmp_path / name};" for name in ("proxy", "fastcgi", "uwsgi", "scgi")
        )
        # started by root, it would become a user who may not write here
        own_user = "user root;" if os.getuid() == 0 else ""
        (tmp_path / "nginx.conf").write_text(
            f"{own_user} daemon off; pid {tmp_path / 'pid'}; error_log {tmp_path / 'error.log'};"
            f"events {{}} http {{ access_log off; client_body_temp_path {tmp_path / 'body'};"
            f"{kinds} {lines} }}"
        )
        command = ["nginx", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
        running.append(process(command, tmp_path / "nginx.log", port))
        running[-1].__enter__()
        return f"http://127.0.0.1:{port}/latent/"

    yield start
    for each in running:
        each.__exit__(None, None, None)


def test_behind_nginx_with_a_prefix_and_a_content_security_policy(
    browser: Browser, behind_nginx: Callable[[int], str], tmp_path: Path, tiny_npz: Path
) -> None:
    folder = tmp_path / "server"
    folder.mkdir()
    with start_server(folder, "--server.baseUrlPath", "latent") as (address, _):
        url = behind_nginx(int(address.rpartition(":")[2]))
        page = browser.new_page()
        answer = page.goto(url, timeout=LOADING)
        assert answer
        policy = answer.header_value("content-security-policy") or ""
        page.close()
        assert "default-src 'self'" in policy
        assert "http:" not in policy.replace("http://127.0.0.1", "")
        journey(browser, url, "127.0.0.1", tiny_npz, tmp_path)


def test_behind_jupyter_server_proxy(browser: Browser, tmp_path: Path, tiny_npz: Path) -> None:
    """From another host's name, as on a hub: page and socket still belong together."""
    folder = tmp_path / "server"
    folder.mkdir()
    port = free_port()
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"]
    command += ["--ServerApp.token=chalk", f"--ServerApp.port={port}", "--ServerApp.ip=127.0.0.1"]
    command += ["--ServerApp.allow_remote_access=True", f"--ServerApp.root_dir={tmp_path}"]
    homes = {"JUPYTER_CONFIG_DIR": str(tmp_path), "JUPYTER_DATA_DIR": str(tmp_path / "data")}
    with (
        start_server(folder) as (address, _),
        process(command, tmp_path / "jupyter.log", port, **homes),
    ):
        app_port = address.rpartition(":")[2]
        url = f"http://hub.localhost:{port}/proxy/{app_port}/?token=chalk"
        journey(browser, url, "hub.localhost", tiny_npz, tmp_path)
