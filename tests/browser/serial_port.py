"""A scale or an analyser on a serial port, which Chromium without a window never has.

The page has `device` beside it: `opened` lists how the port was opened, `unplug()` pulls its cable.
"""

from __future__ import annotations

from playwright.sync_api import Page

A_PORT = """(() => {
    const opened = [];
    let speaker, stream = null, chosen = false;
    const port = {
        get readable() { return stream; },
        open: async (how) => {
            if (stream) throw new DOMException("The port is already open.", "InvalidStateError");
            opened.push(how);
            stream = new ReadableStream({start: (controller) => { speaker = controller; }});
        },
        close: async () => {
            if (stream.locked) throw new TypeError("Cannot cancel a locked stream");
            stream = null;
        },
    };
    const serial = {
        getPorts: async () => (chosen ? [port] : []),
        requestPort: async () => { chosen = true; return port; },
    };
    Object.defineProperty(navigator, "serial", {value: serial});
    window.device = {
        opened,
        say: (text) => speaker.enqueue(new TextEncoder().encode(text)),
        unplug: () => speaker.error(new DOMException("The device has been lost.", "NetworkError")),
    };
})()"""
"""A serial port such as Chromium gives to a page: it can be chosen, opened once, closed, and lost."""


def with_serial_port(page: Page) -> None:
    """From the next page on, this computer has one port, which the person has still to choose."""
    page.context.add_init_script(A_PORT)


def says(page: Page, *pieces: str) -> None:
    """What the device sends, in pieces as the line brings them."""
    for piece in pieces:
        page.evaluate("(text) => device.say(text)", piece)
