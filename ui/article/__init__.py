"""The article view: the text with its spans, relations and suggestions, drawn by our own hand."""

from ui.article.movement import Direction, Unit
from ui.article.view import ArticleView
from ui.items import Kind

__all__ = ["ArticleView", "Direction", "Kind", "Unit"]
