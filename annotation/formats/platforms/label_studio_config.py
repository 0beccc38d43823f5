"""The labelling configuration that shows our tasks in Label Studio, and the names in it.

The tags of its XML: https://labelstud.io/tags. Spans are regions of `<Labels>`; each attribute is a
control that belongs to a region; labels of the document are choices.
"""

import xml.etree.ElementTree as ET

from annotation.tagsets.tagset import Attribute, AttributeKind, Tagset
from annotation.values.items import AttributeValue

SPANS = "label"  # the control that holds the tags of spans
TEXT = "text"  # the object that is annotated, and the key of its text in a task
LABELS = "labels"  # the control that holds the labels of a document
_ATTRIBUTE = "attribute-"
_ON, _OFF = "true", "false"


def control_of(attribute: str) -> str:
    """The name of the control that holds an attribute."""
    return _ATTRIBUTE + attribute


def attribute_of(control: str) -> str:
    """The attribute that a control holds; a control of others holds one of its own name."""
    return control.removeprefix(_ATTRIBUTE)


def attribute_result(attribute: Attribute, value: AttributeValue) -> tuple[str, object]:
    """The kind of result an attribute becomes, and what stands in it."""
    match attribute.kind:
        case AttributeKind.FLAG:
            return "choices", [_ON if value else _OFF]
        case AttributeKind.CHOICE:
            return "choices", [value]
        case AttributeKind.TEXT:
            return "textarea", [value]
        case AttributeKind.NUMBER:
            return "number", value


def attribute_value(attribute: Attribute | None, value: object) -> object:
    """What stands in a result as the value of an attribute; a list of one is its one item."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    is_flag = attribute is not None and attribute.kind is AttributeKind.FLAG
    if is_flag and value in (_ON, _OFF):
        return value == _ON
    return value


def labelling_config(tagset: Tagset) -> str:
    """The configuration as XML, for Arabic from right to left."""
    view = ET.Element("View", style="direction: rtl; text-align: right")
    if tagset.relations:
        relations = ET.SubElement(view, "Relations")
        for relation in tagset.relations.values():
            ET.SubElement(relations, "Relation", value=relation.slug)
    labels = ET.SubElement(view, "Labels", name=SPANS, toName=TEXT)
    for tag in tagset.spans.values():
        label = ET.SubElement(labels, "Label", value=tag.slug, background=tag.colour)
        label.set("hint", tag.name["ar"])
    whole = ET.SubElement(view, "Text", name=TEXT, value=f"${TEXT}")
    whole.attrib |= {"granularity": "symbol", "saveTextResult": "yes"}
    for attribute in tagset.attributes.values():
        if on := sorted(attribute.on & tagset.spans.keys()):
            _add_attribute(view, attribute, on)
    if tagset.labels:
        _add_choices(view, LABELS, list(tagset.labels), choice="multiple")
    ET.indent(view)
    return ET.tostring(view, encoding="unicode") + "\n"


def _add_attribute(view: ET.Element, attribute: Attribute, on: list[str]) -> None:
    shown = ET.SubElement(view, "View", visibleWhen="region-selected", whenTagName=SPANS)
    shown.set("whenLabelValue", ",".join(on))
    ET.SubElement(shown, "Header", value=attribute.name["ar"], size="6")
    name = control_of(attribute.slug)
    match attribute.kind:
        case AttributeKind.TEXT:
            ET.SubElement(shown, "TextArea", name=name, toName=TEXT, perRegion="true")
        case AttributeKind.NUMBER:
            ET.SubElement(shown, "Number", name=name, toName=TEXT, perRegion="true")
        case _:
            values = list(attribute.values) or [_ON, _OFF]
            _add_choices(shown, name, values, choice="single", perRegion="true")


def _add_choices(view: ET.Element, name: str, values: list[str], **others: str) -> None:
    choices = ET.SubElement(view, "Choices", {"name": name, "toName": TEXT, **others})
    for value in values:
        ET.SubElement(choices, "Choice", value=value)
