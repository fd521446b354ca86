"""Every text that is marked for translation, found in templates and Python without a program for it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.template import engines
from django.template.base import Node, Template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

ROOT = Path(__file__).parents[3]
_IN_FILTER = re.compile(r':_\("([^"]+)"\)')  # {{ value|default:_("nothing") }}
_MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}


def in_templates() -> set[str]:
    """The texts that templates mark, with per cent signs doubled as catalogues have them."""
    templates = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
    return {text for path in templates for text in _in_template(path)}


def _in_template(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    template: Template = engines["django"].from_string(source).template
    yield from _IN_FILTER.findall(source)
    found: list[Node] = [*template.nodelist.get_nodes_by_type(TranslateNode)]
    for node in found:
        literal = node.filter_expression.var.literal
        if isinstance(literal, str):
            yield literal.replace("%", "%%")
    for block in template.nodelist.get_nodes_by_type(BlockTranslateNode):
        yield block.render_token_list(block.singular)[0]


def in_python() -> set[str]:
    """The texts that the site and the core mark."""
    files = [path for part in ("registry", "labs") for path in sorted((ROOT / part).rglob("*.py"))]
    return {text for path in files for text in _in_module(ast.parse(path.read_text(encoding="utf-8")))}


def _in_module(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value
