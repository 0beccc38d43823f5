"""The article view: the text with its spans, relations and suggestions, drawn by our own hand."""

from ui.article.movement import Direction, MovementUnit
from ui.article.view import ArticleView
from ui.look.item_kinds import ItemKind

__all__ = ["ArticleView", "Direction", "ItemKind", "MovementUnit"]
