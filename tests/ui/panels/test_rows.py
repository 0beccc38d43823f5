"""The rows of a table, when they are exchanged one by one and all at once."""

from dataclasses import dataclass

from PySide6.QtCore import QObject

from ui.panels.rows import Column, RowsModel


@dataclass(frozen=True)
class Place:
    id: str
    name: str


def test_a_table_of_which_one_row_was_replaced_can_be_emptied(qapp: QObject) -> None:
    name: Column[Place] = Column(lambda: "الاسم", lambda row: row.name, lambda row: row.name)
    model: RowsModel[Place] = RowsModel((name,), qapp)
    model.set_rows((Place("1", "عمّان"),))
    model.replace_row(Place("1", "عَمّان"))
    assert [row.name for row in model.rows] == ["عَمّان"]
    model.set_rows(())
    assert model.rows == []
