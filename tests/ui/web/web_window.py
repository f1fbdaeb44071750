"""A browser window on the page, and what a person does in it."""

import re

HERE = re.compile(r"(http://127\.0\.0\.1:\d+/|data:|blob:)")


class Window:
    """A browser window, in a context of its own, with what it requested and complained about."""

    def __init__(self, browser, address, width=1280, locale="en-US"):
        size = {"width": width, "height": 800}
        self.context = browser.new_context(viewport=size, locale=locale)
        self.page = self.context.new_page()
        self.requests = []
        self.complaints = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console", lambda line: line.type == "error" and self.complaints.append(line.text)
        )
        self.page.set_default_timeout(20_000)
        self.page.goto(address)
        self.page.wait_for_selector(".fn-welcome")

    def ask(self, question):
        number = self.page.locator(".fn-turn").count() + 1
        self.page.fill("#fn-question textarea", question)
        self.page.press("#fn-question textarea", "Enter")
        self.page.wait_for_selector(f"#t{number}")

    def finish(self, timeout=20_000):
        self.page.wait_for_selector("#fn-ask-button:enabled", timeout=timeout)

    def text(self, selector):
        return self.page.inner_text(selector)

    def open_tab(self, name):
        self.page.click(f"button[role=tab]:visible:has-text('{name}')")

    def open_documents(self):
        self.open_tab("Documents")

    def focused(self):
        return self.page.evaluate("document.activeElement.id")

    def wait_for_focus(self, name):
        self.page.wait_for_function("(id) => document.activeElement.id === id", arg=name)

    def drop(self, *files):
        given = [
            {
                "name": name,
                "mimeType": "application/octet-stream",
                "buffer": content if isinstance(content, bytes) else content.encode(),
            }
            for name, content in files
        ]
        self.page.set_input_files("#fn-drop input[type=file]", given)
        self.page.wait_for_selector("#fn-report .fn-note", timeout=60_000)

    def beyond_this_machine(self):
        return [url for url in self.requests if not HERE.match(url)]
