"""Some five hundred texts that a renderer could take for more than text.

Made from harmful markup, the places it could break out of, and ways to write it down. Whatever
one of them runs calls `fnRan(n)`, and whatever it fetches has `fnleakn` in its address.
"""

from collections.abc import Iterator
from urllib.parse import quote

NUMBER = "§"

MARKUP = (
    "<script>fnRan(§)</script>",
    "<script src=fnleak§></script>",
    "<img src=fnleak§ onerror=fnRan(§)>",
    "<img/src='fnleak§'/onerror='fnRan(§)'//",
    "<svg onload=fnRan(§)></svg>",
    "<svg><script>fnRan(§)</script></svg>",
    "<svg><animate onbegin=fnRan(§) attributeName=x dur=1s></svg>",
    "<svg><image href=fnleak§></image></svg>",
    "<math><mtext><img src=fnleak§ onerror=fnRan(§)></mtext></math>",
    '<iframe src="javascript:parent.fnRan(§)"></iframe>',
    '<iframe srcdoc="&lt;script&gt;parent.fnRan(§)&lt;/script&gt;"></iframe>',
    "<object data=fnleak§></object>",
    "<embed src=fnleak§>",
    "<form action=fnleak§><button autofocus onfocus=fnRan(§)>Go</button></form>",
    "<input autofocus onfocus=fnRan(§)>",
    "<details open ontoggle=fnRan(§)><summary>more</summary></details>",
    "<video src=fnleak§ onerror=fnRan(§)></video>",
    "<audio src=fnleak§ onerror=fnRan(§)></audio>",
    "<link rel=stylesheet href=fnleak§>",
    '<style>@import "fnleak§"; * { background: url(fnleak§) }</style>',
    '<meta http-equiv=refresh content="0;url=fnleak§">',
    "<base href=fnleak§>",
    "<body onload=fnRan(§)>",
    "<b style=\"background:url('fnleak§')\" onmouseover=fnRan(§)>bold</b>",
    '<a href="javascript:fnRan(§)" id=t1-r1>link</a>',
)

PLACES = (
    "{}",
    '">{}',
    "'>{}",
    "</textarea>{}",
    "</script></style></title>{}",
    "--><!-- -->{}",
    "</p></h2></article>{}",
    "`{}`",
    "[x](y)\n{}",
    "$${}$$",
    "{{{{ {} }}}}",
    "${{`{}`}}",
)


def _upper(text: str) -> str:
    return text.replace("script", "ScRiPt").replace("img", "IMG").replace("svg", "SvG")


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _numbers(text: str) -> str:
    return "".join(f"&#x{ord(c):x};" if c in "<>\"'" else c for c in text)


def _escapes(text: str) -> str:
    return text.replace("<", "\\u003c").replace(">", "\\x3e")


def _wide(text: str) -> str:
    return text.replace("<", "＜").replace(">", "＞")  # as some normalise them


def _hidden(text: str) -> str:
    return "\u202e" + text.replace("<", "<\u200b", 1) + "\u2066"


def _percent(text: str) -> str:
    return quote(text).replace(quote(NUMBER), NUMBER)


WRITTEN = (_upper, _entities, _numbers, _escapes, _wide, _hidden, _percent)

OTHER = (
    "![x](fnleak§)",
    "![x](http://fnleak§.example/a.png)",
    "![x][r]\n[r]: fnleak§",
    "[x](javascript:fnRan(§))",
    "<javascript:fnRan(§)>",
    "[x](data:text/html,<script>parent.fnRan(§)</script>)",
    "http://fnleak§.example/?q=a",
    "<http://fnleak§.example/>",
    "//fnleak§.example/",
    "# heading §\n- item\n> fnleak§",
    "| a | b |\n|---|---|\n| § | fnleak§ |",
    "**bold** _it_ ~~x~~ fnleak§",
    "$$\\href{javascript:fnRan(§)}{x}$$",
    "\\(\\includegraphics{fnleak§}\\)",
    "\\begin{html}fnleak§\\end{html}",
    "{{constructor.constructor('fnRan(§)')()}}",
    "${fnRan(§)}",
    "#{fnRan(§)} <%= fnRan(§) %> {% fnRan(§) %}",
    "{@html '<img src=fnleak§>'}",
    "{fnRan(§)}",
    "'; fnRan(§); '",
    '"; fnRan(§); "',
    "`; fnRan(§); `",
    '"}]); fnRan(§); ({"a": ["',
    "\u202efnleak§\u202c \u2067fnleak§\u2069 \u200ffnleak§",
    "fn\u200bleak\u2060§\ufeff fnleak§",
    "a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307" * 5 + " fnleak§",
    "<scr<script>ipt>fnRan(§)</scr</script>ipt>",
    "<![CDATA[<script>fnRan(§)</script>]]>",
    "<!--[if IE]><script>fnRan(§)</script><![endif]-->",
    "<?php fnRan(§) ?><%fnRan(§)%>",
    "&lt;img src=fnleak§ onerror=fnRan(§)&gt;",
    "&amp;lt;script&amp;gt;fnRan(§)&amp;lt;/script&amp;gt;",
    "../../fnleak§",
    "C:\\con\\fnleak§",
    "file:///etc/passwd#fnleak§",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f3f4 fnleak§",
    "fnleak§ " + "W" * 700,
    "<b>fnleak§ " * 40,
    "[" * 120 + "fnleak§" + "]" * 120,
)


def payloads() -> list[str]:
    """Return all of them, each with its own number."""
    return [text.replace(NUMBER, str(n)) for n, text in enumerate(_texts())]


def _texts() -> Iterator[str]:
    for place in PLACES:
        yield from (place.format(text) for text in MARKUP)
    for write in WRITTEN:
        yield from (write(text) for text in MARKUP)
    yield from OTHER


def as_name(payload: str) -> str:
    """Return it as a file's name can hold it: no slash, no line break, at most 200 bytes."""
    name = payload.replace("/", "\\").replace("\n", " ")
    return name.encode()[:200].decode(errors="ignore").strip(". ") + ".txt"
