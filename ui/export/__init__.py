"""An answer or a whole conversation with its sources as Word, PDF, HTML or Markdown."""

from ui.export.arrange import Exchange
from ui.export.write import FORMATS, Format, export, file_name

__all__ = ["FORMATS", "Exchange", "Format", "export", "file_name"]
