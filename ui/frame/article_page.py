"""The middle of the window: banner, tags, the article, the find bar."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.article.view import ArticleView
from ui.frame.invitation import SampleBanner
from ui.look.text_scale import sized
from ui.panels.paragraph_text import ParagraphText
from ui.panels.tag_palette import TagPalette
from ui.searching.find_bar import FindBar
from ui.searching.hit_list import HitList

HITS_HEIGHT = 220  # so that the article stays in sight above the list


class ArticlePage(QWidget):
    """The article with what belongs right above and below it."""

    def __init__(self, palette: TagPalette, view: ArticleView, parent: QWidget) -> None:
        super().__init__(parent)
        self.banner = SampleBanner(self)
        self.find_bar = FindBar(self)
        self.hit_list = HitList(self)
        self.hit_list.setMaximumHeight(sized(HITS_HEIGHT))
        self.paragraph_text = ParagraphText(view, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (
            self.banner,
            palette,
            view,
            self.paragraph_text,
            self.find_bar,
            self.hit_list,
        ):
            column.addWidget(widget, 1 if widget is view else 0)
        for hidden in (self.banner, self.paragraph_text, self.find_bar, self.hit_list):
            hidden.hide()
