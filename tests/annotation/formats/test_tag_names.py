"""One reader of foreign tag names: imports and models of others read the same tag in a name."""

from pathlib import Path

import pytest

from annotation.errors import AnnotationError
from annotation.formats.tag_names import slugs_meant, tag_named
from annotation.tagsets.tagset import Tagset
from annotation.tagsets.tagset_file import read_tagset

NEWS = Path(__file__).parents[3] / "resources" / "tagsets" / "arabic-news.toml"


@pytest.fixture(scope="module")
def news() -> Tagset:
    return read_tagset(NEWS.read_text("utf-8"), NEWS.name)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        pytest.param("GPE", "GPE", id="its slug"),
        pytest.param("per", "PER", id="its slug in another case"),
        pytest.param("LOC", "LOC", id="its slug, which is another's foreign name as well"),
        pytest.param("PERSON", "PER", id="a foreign name"),
        pytest.param("Cardinal", "NUM", id="a foreign name in another case"),
        pytest.param("work-of-art", "PROD", id="a foreign name with other signs"),
        pytest.param("Person", "PER", id="its English name"),
        pytest.param("date_or_time", "DATE", id="its English name with other signs"),
        pytest.param("منظمة", "ORG", id="its Arabic name"),
        pytest.param("مُنَظَّمة", "ORG", id="its Arabic name with harakat"),
        pytest.param("  ＰＥＲ ", "PER", id="wide letters between spaces"),
        pytest.param("MISC", None, id="a foreign name of several"),
        pytest.param("vessel", None, id="a name of none"),
    ],
)
def test_a_name_means_the_same_tag_to_every_reader(
    news: Tagset, name: str, slug: str | None
) -> None:
    assert slugs_meant([name], news.spans) == ({name: slug} if slug else {})
    if slug:
        assert tag_named(name, news.spans).slug == slug
    else:
        with pytest.raises(AnnotationError):
            tag_named(name, news.spans)


def test_the_surest_way_to_read_a_name_counts(news: Tagset) -> None:
    """A foreign name to the letter counts before a slug that is only spelt like it."""
    text = news.source.replace('ace = ["PER"]', 'ace = ["org"]')
    tagset = read_tagset(text, "arabic-news.toml")
    assert tag_named("org", tagset.spans).slug == "PER"
    assert tag_named("Org", tagset.spans).slug == "ORG"


def test_a_name_of_several_is_refused_with_all_of_them(news: Tagset) -> None:
    with pytest.raises(AnnotationError, match="may mean") as refused:
        tag_named("MISC", news.spans)
    assert len(str(refused.value.values["tags"]).split(", ")) > 1


def test_relations_are_read_in_the_same_ways(news: Tagset) -> None:
    for slug, tag in news.relations.items():
        assert tag_named(slug.lower(), news.relations) is tag
        assert tag_named(tag.name["ar"], news.relations) is tag
