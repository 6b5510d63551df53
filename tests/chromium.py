"""A real Chromium without a window, driven through its DevTools protocol over a pair of pipes: nothing to install but Debian's `chromium`."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# The program itself before the launcher, which hangs where there is no session bus.
PLACES = ("/usr/lib/chromium/chromium", "chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-pipe",
)  # fmt: skip
SECONDS = 60


class BrowserError(AssertionError):
    """The browser is not there, does not answer, or a script in it failed."""


def program() -> str:
    """Give the path of Chromium."""
    found = next(filter(None, map(shutil.which, PLACES)), None)
    if found is None:
        raise BrowserError("no Chromium here; install it (Debian: apt-get install chromium)")
    return found


class Page:
    """A page in the browser. `requests` are the addresses asked for, `complaints` whatever the console or the policy said."""

    def __init__(self, process: subprocess.Popen[bytes], commands: int, answers: int) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.dialogs: list[str] = []
        self._process, self._commands, self._answers = process, commands, answers
        self._buffer = b""
        self._number = 0
        self._session = ""
        self._loaded = False
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and give its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        number = self._number
        for answer in self._messages():
            if answer.get("id") == number:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error']}")
                return answer["result"]
        raise BrowserError(f"{method}: no answer")

    def open(self, address: str) -> float:
        """Go to an address and give the seconds until it was loaded."""
        for place in ("about:blank", address):  # blank first: a mere change of fragment would load nothing
            self._loaded = False
            began = time.perf_counter()
            self.send("Page.navigate", url=place)
            messages = self._messages()
            while not self._loaded:
                next(messages)
        return time.perf_counter() - began

    def run(self, script: str) -> Any:
        """Evaluate an expression in the page, wait where it is a promise, and give its value."""
        result = self.send(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True, userGesture=True
        )
        if "exceptionDetails" in result:
            raise BrowserError(f"{script[:80]}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def settle(self) -> None:
        """Wait until the page has drawn itself twice."""
        self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))))")

    def key(self, key: str) -> None:
        """Press and release a key."""
        text = key if len(key) == 1 else {"Enter": "\r", "Tab": ""}.get(key, "")
        code = {"Enter": 13, "Tab": 9}.get(key, ord(key[0].upper()))
        for kind in ("keyDown", "keyUp"):
            self.send(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                text=text if kind == "keyDown" else "",
                windowsVirtualKeyCode=code,
            )
        self.settle()

    def size(self, width: int, height: int, dark: bool = False) -> None:
        """Set the window's size in CSS pixels, and the colour scheme that the system asks for."""
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        motion = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.send("Emulation.setEmulatedMedia", features=[scheme, motion])

    def screenshot(self, file: Path, whole: bool = False) -> None:
        """Save what is to be seen, or the whole page, as PNG."""
        self.settle()
        taken = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        file.write_bytes(base64.b64decode(taken["data"]))

    def _messages(self) -> Iterator[dict[str, Any]]:
        deadline = time.monotonic() + SECONDS
        while True:
            while b"\0" in self._buffer:
                raw, _, self._buffer = self._buffer.partition(b"\0")
                message = json.loads(raw)
                self._note(message)
                yield message
            ready, _, _ = select.select([self._answers], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise BrowserError(f"no answer in {SECONDS} seconds")
            read = os.read(self._answers, 1 << 20)
            if not read:
                raise BrowserError(f"Chromium ended with code {self._process.wait(5)}")
            self._buffer += read

    def _note(self, message: dict[str, Any]) -> None:
        details = message.get("params", {})
        match message.get("method"):
            case "Page.loadEventFired":
                self._loaded = True
            case "Network.requestWillBeSent":
                self.requests.append(details["request"]["url"])
            case "Runtime.exceptionThrown":
                self.complaints.append(str(details["exceptionDetails"]))
            case "Runtime.consoleAPICalled":
                self.complaints.append(str(details["args"]))
            case "Log.entryAdded":
                self.complaints.append(details["entry"]["text"])
            case "Page.javascriptDialogOpening":
                self.dialogs.append(details["message"])
                self._number += 1
                closing = {"id": self._number, "method": "Page.handleJavaScriptDialog", "params": {"accept": False}}
                os.write(self._commands, json.dumps({**closing, "sessionId": self._session}).encode() + b"\0")


@contextmanager
def chromium(folder: Path) -> Iterator[Page]:
    """Start Chromium with a new profile below `folder`, and end it afterwards."""
    their_read, our_write = os.pipe()
    our_read, their_write = os.pipe()
    command = f'exec "$0" "$@" 3<&{their_read} 4>&{their_write}'
    arguments = [program(), *FLAGS, f"--user-data-dir={folder / 'profile'}"]
    process = subprocess.Popen(
        ["bash", "-c", command, *arguments],
        pass_fds=(their_read, their_write),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(their_read)
    os.close(their_write)
    try:
        yield Page(process, our_write, our_read)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
        os.close(our_write)
        os.close(our_read)
