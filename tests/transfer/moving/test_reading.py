"""The file of a 2.0.x association: what is refused before anything is written."""

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benevalibre.transfer.v2.single import reading, shapes
from tests.transfer.moving.conftest import content, few, of, raw


def refuse(data: bytes) -> None:
    with pytest.raises(reading.FileError):
        reading.read(BytesIO(data))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" ",
        b"null",
        b"[]",
        b"{}",
        b'{"objects": []}',
        b'{"objects": [], "metadata": {}}',
        b'{"objects": [], "objects": [], "metadata": {}}',
        b'{"objects": [1], "metadata": {}}',
        b'{"objects": [{}], "metadata": {}}',
        b'{"objects": [{"model": []}], "metadata": {}}',
        b'{"benevalibre_version": "1.2", "objects": []}',
        b"\xff\xfe{",
        b'{"objects": [' + b'{"a":' * 100_000,
        b'{"objects": [{"model": "' + b"a" * 3_000_000,
        b'{"objects": [{"pk": ' + b"9" * 10_000 + b"}]}",
        b"PK\x03\x04",
    ],
    ids=lambda data: repr(data[:24]),
)
def test_what_is_not_such_a_file_is_refused(data) -> None:
    refuse(data)


@given(st.integers(0, 20_000))
def test_a_file_that_was_cut_is_refused(length) -> None:
    refuse(json.dumps(few()).encode()[:length])


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
    st.sampled_from(["objects", "metadata", "thing", "fields"]),
)
def test_any_json_in_any_place_is_refused_or_read(thing, where) -> None:
    data = {"objects": few()["objects"][:3], "metadata": few()["metadata"]}
    if where in data:
        data[where] = thing
    elif where == "thing":
        data["objects"][0] = thing
    else:
        data["objects"][0]["fields"] = thing

    with pytest.raises(reading.FileError):
        reading.read(raw(data))


@pytest.mark.parametrize("version", ["1.9.0", "2.1.0", "3.0.0", "2", "", "2.0.1 OR 1", "20.0"])
def test_another_version_is_refused(version) -> None:
    data = few()
    data["metadata"]["app_version"] = version

    with pytest.raises(reading.FileError):
        reading.read(raw(data))


@pytest.mark.parametrize("version", ["2.0.0", "2.0.1", "2.0.12", "2.0", "2.0.2rc1", "2.0.1.post1"])
def test_each_version_of_2_0_is_read(version) -> None:
    data = few()
    data["metadata"]["app_version"] = version

    assert reading.read(raw(data)).summary.version == version


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://origine.example.org/api/v1/associations/1/migrate",
        "https://origine.example.org/",
        "https://origine.example.org/api/v1/associations/x/migrate",
        "https://origine.example.org/api/v1/associations/1/migrate?x=1/../",
        "https://[::1/api/v1/associations/1/migrate",
        "",
    ],
)
def test_another_address_than_the_interface_of_the_origin_is_refused(endpoint) -> None:
    data = few()
    data["metadata"]["endpoint"] = endpoint
    if "?" in endpoint:
        assert reading.read(raw(data)).metadata["endpoint"] == endpoint
        return

    with pytest.raises(reading.FileError):
        reading.read(raw(data))


def test_two_associations_in_a_file_are_refused() -> None:
    data = few()
    data["objects"] += [thing for thing in data["objects"] if thing["model"] == shapes.ASSOCIATION]

    with pytest.raises(reading.FileError):
        reading.read(raw(data))


@pytest.mark.parametrize("field", ["duration", "date", "is_active", "title", "user"])
def test_an_action_that_lacks_something_is_refused(field) -> None:
    data = few()
    del of("benevalo", data)[-1][field]

    with pytest.raises(reading.FileError):
        reading.read(raw(data))


def test_too_many_of_a_kind_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(reading, "MOST_OTHERS", 11)

    with pytest.raises(reading.FileError, match="trop grand"):
        reading.read(raw(content()))


def test_the_order_of_the_members_does_not_matter() -> None:
    data = few()
    turned = {"metadata": data["metadata"], "objects": data["objects"]}

    assert reading.read(raw(turned)).summary == reading.read(raw(data)).summary
    assert len(list(reading.actions(raw(turned)))) == 40


@pytest.mark.parametrize("part", [1, 7, 100])
def test_a_file_read_in_small_parts_is_the_same(part, monkeypatch) -> None:
    whole = reading.read(raw(few())).summary
    monkeypatch.setattr(reading, "PART", part)

    assert reading.read(raw(few())).summary == whole


def test_a_mark_at_the_beginning_is_passed_over() -> None:
    assert reading.read(BytesIO(b"\xef\xbb\xbf" + raw(few()).read())).summary.actions == 40


@pytest.mark.parametrize("unkept", ["\ud800", "\x00", "\udc00\x00"])
def test_characters_that_no_database_keeps_are_left_out_everywhere(unkept) -> None:
    data = few()
    data["metadata"]["endpoint"] = data["metadata"]["endpoint"].replace(
        "https", "ht" + unkept + "tps"
    )
    for thing in data["objects"]:
        thing["fields"] = {**thing["fields"], "more" + unkept: [{"in" + unkept: unkept}]}
        for name in {"name", "title", "description"} & thing["fields"].keys():
            thing["fields"][name] = f"a{unkept}b"

    found = reading.read(raw(data))
    whole = repr([found, list(reading.actions(raw(data)))])

    assert "\\ud" not in whole
    assert "\\x00" not in whole
    assert found.summary.name == "ab"


def test_letters_beyond_the_first_plane_are_kept() -> None:
    data = few()
    of("associations.association", data)[0]["name"] = "Les abeilles 🐝"

    assert reading.read(raw(data)).summary.name == "Les abeilles 🐝"
